import { Spin } from "antd";
import styles from "./session.module.css";

/** Shown only if the first answer takes long enough to be noticed. */
export function Splash() {
  return (
    <div className={styles.splash}>
      <Spin delay={300} />
    </div>
  );
}
