import type { Simulated, SimulationReply } from "@latchkey/server/contract";
import { Alert } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import { Panel } from "../../parts/page.tsx";
import { Chain } from "../../why/chain.tsx";
import styles from "./simulator.module.css";

/** The policy in force, and beside it the draft where there is one. */
export function Verdicts({ reply: { published, draft } }: { reply: SimulationReply }) {
  const t = useT();
  const differs = draft !== null && outcomeOf(draft) !== outcomeOf(published);
  return (
    <div className={styles.answers} ref={comeIntoSight}>
      {draft ? (
        <Alert
          showIcon
          type={differs ? "warning" : "info"}
          title={t(differs ? "simulator.differs" : "simulator.same")}
        />
      ) : null}
      <Verdict title={t("simulator.published")} simulated={published} />
      {draft ? <Verdict title={t("simulator.draft")} simulated={draft} /> : null}
    </div>
  );
}

/** On a phone the question fills the screen. */
const comeIntoSight = (verdicts: HTMLElement | null): void =>
  verdicts?.scrollIntoView({ block: "nearest" });

const outcomeOf = ({ explanation, unanswered }: Simulated): string =>
  JSON.stringify([explanation?.allow, explanation?.field?.level, unanswered]);

function Verdict({ title, simulated }: { title: string; simulated: Simulated }) {
  const text = useText();
  const { explanation, unanswered } = simulated;
  return (
    <Panel title={title}>
      {explanation ? (
        <Chain key={text(explanation.sentence)} explanation={explanation} />
      ) : (
        <p className="muted">{text(unanswered)}</p>
      )}
    </Panel>
  );
}
