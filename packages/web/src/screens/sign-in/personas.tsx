import { LoadingOutlined, RightOutlined } from "@ant-design/icons";
import type { SetupState, Text } from "@latchkey/server/contract";
import { Avatar } from "antd";
import styles from "./sign-in.module.css";

type Persona = SetupState["demo"][number];

interface PersonasProps {
  readonly personas: readonly Persona[];
  readonly busy: string | null;
  choose(persona: Persona): void;
  text(text: Text): string;
}

/** Everybody one can walk in as, by where they work, each with what exists for them. */
export function Personas(props: PersonasProps) {
  const { personas, text } = props;
  const groups = Map.groupBy(personas, ({ group }) => text(group));
  return [...groups].map(([group, people]) => (
    <section key={group} className={styles.group}>
      <h3 className={styles.groupTitle}>{group}</h3>
      <ul className={styles.personas}>
        {people.map((persona) => (
          <li key={persona.email}>
            <PersonaCard {...props} persona={persona} />
          </li>
        ))}
      </ul>
    </section>
  ));
}

function PersonaCard({ persona, busy, choose, text }: PersonasProps & { persona: Persona }) {
  return (
    <button
      type="button"
      className={styles.persona}
      disabled={busy !== null}
      onClick={() => choose(persona)}
    >
      <Avatar size={36} className={styles.face}>
        {persona.name.slice(0, 1)}
      </Avatar>
      <span className={styles.personaWords}>
        <span>
          <strong>{text(persona.post)}</strong>{" "}
          <span className="muted">
            {persona.name} · {persona.unit}
          </span>
        </span>
        <span className={styles.sees}>{text(persona.sees)}</span>
      </span>
      {busy === persona.email ? (
        <LoadingOutlined aria-hidden />
      ) : (
        <RightOutlined className={styles.arrow} aria-hidden />
      )}
    </button>
  );
}
