import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { PRODUCT, useTitle } from "../../parts/use-title.ts";
import { queryClient } from "../../queries/query-client.ts";
import { setupQuery } from "../../queries/session.ts";
import { SignInForm } from "../../session/sign-in-form.tsx";
import { signIn } from "../../session/sign-in.ts";
import { LanguageSwitch } from "../../shell/language-switch.tsx";
import { ThemeSwitch } from "../../shell/theme-switch.tsx";
import { openGuideOnce } from "./guide-state.ts";
import { Personas } from "./personas.tsx";
import styles from "./sign-in.module.css";

export function SignInScreen() {
  const t = useT();
  const text = useText();
  const describe = useFailureText();
  const setup = useQuery(setupQuery);
  useTitle(t("signIn.submit"));
  const demo = setup.data?.demo ?? [];
  const walkIn = useMutation({
    mutationFn: async (persona: { email: string; password: string }) => {
      await signIn(persona.email, persona.password);
      openGuideOnce(persona.email);
      await enter();
    },
  });
  return (
    <div className={styles.page}>
      <div className={styles.corner}>
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <main className={demo.length > 0 ? styles.wide : styles.card}>
        <section className={styles.form}>
          <img src="/icon.svg" alt="" width={40} height={40} />
          <h1 className={styles.title}>{PRODUCT}</h1>
          <p className={styles.tagline}>{t("signIn.tagline")}</p>
          <SignInForm isAside={demo.length > 0} onSignedIn={enter} />
        </section>
        {demo.length > 0 ? (
          <section className={styles.demo}>
            <h2 className={styles.demoTitle}>{t("signIn.demoTitle")}</h2>
            <p className="muted">
              {t("signIn.demoHint")}
              <br />
              {t("signIn.demoFirst")}
            </p>
            {walkIn.error ? <Alert type="error" title={describe(walkIn.error)} /> : null}
            <Personas
              personas={demo}
              busy={walkIn.isPending ? walkIn.variables.email : null}
              choose={(persona) => walkIn.mutate(persona)}
              text={text}
            />
          </section>
        ) : null}
      </main>
    </div>
  );
}

async function enter(): Promise<void> {
  await queryClient.resetQueries({ queryKey: ["me"] });
}
