import { WhyRefused } from "../why/why-refused.tsx";
import { useFailureText } from "./failure.tsx";

/** Within other words; a refusal can be asked why. */
export function FailureWords({ problem }: { readonly problem: unknown }) {
  const describe = useFailureText();
  return (
    <>
      {describe(problem)} <WhyRefused problem={problem} />
    </>
  );
}
