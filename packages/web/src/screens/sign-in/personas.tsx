import { LoadingOutlined, RightOutlined } from "@ant-design/icons";
import type { SetupState, Text } from "@latchkey/server/contract";
import { Avatar } from "antd";
import styles from "./sign-in.module.css";

type Persona = SetupState["demo"][number];

export function Personas(props: {
  personas: readonly Persona[];
  busy: string | null;
  choose: (persona: Persona) => void;
  text: (text: Text) => string;
}) {
  const { personas, busy, choose, text } = props;
  return (
    <ul className={styles.personas}>
      {personas.map((persona) => (
        <li key={persona.email}>
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
                <strong>{text(persona.post)}</strong>
                <span className="muted">
                  {" "}
                  {persona.name} · {persona.unit}
                </span>
              </span>
              <span className={styles.try}>{text(persona.try)}</span>
            </span>
            {busy === persona.email ? (
              <LoadingOutlined aria-hidden />
            ) : (
              <RightOutlined className={styles.arrow} aria-hidden />
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}
