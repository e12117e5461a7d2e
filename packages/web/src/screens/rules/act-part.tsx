/** Do what: single acts, or all those of a bundle at once. */
import type { RuleObject, Text } from "@latchkey/server/contract";
import { Select } from "antd";
import { useT, useText, type Translate } from "../../i18n/index.ts";
import { Part } from "./part.tsx";
import type { PartsProps } from "./rule-sentence.tsx";

/** A choice that stands for several acts. */
const WHOLE = "bundle ";

export function ActPart({ form, vocabulary, named, change }: PartsProps) {
  const t = useT();
  const text = useText();
  const objects = vocabulary.objects.filter(({ name }) => named.includes(name));
  const acts = objects.flatMap((object) => actsOf(object, objects.length > 1, text, t));
  const labels = new Map(acts.map(({ value, label }) => [value, label]));
  const said = form.actions.map((action) => labels.get(action) ?? t("rules.everything"));
  const choose = (chosen: readonly string[]) => {
    const actions = chosen.flatMap((one) =>
      one.startsWith(WHOLE) ? one.slice(WHOLE.length).split(" ") : [one],
    );
    change({ ...form, actions: [...new Set(actions)] });
  };
  return (
    <Part
      label={t("rules.acts")}
      words={said.join(t("words.and")) || t("rules.chooseActs")}
      isMissing={said.length === 0}
    >
      <Select<string[]>
        mode="multiple"
        aria-label={t("rules.acts")}
        defaultOpen
        autoFocus
        showSearch={{ optionFilterProp: "label" }}
        value={[...form.actions]}
        options={[...wholeBundles(acts, t), ...byBundle(acts)]}
        onChange={choose}
      />
    </Part>
  );
}

/** Words stand inside a sentence; an abbreviation keeps its capitals. */
export const inline = (words: string): string =>
  /^[A-Z][a-z]/.test(words) ? words[0]!.toLowerCase() + words.slice(1) : words;

interface Act {
  readonly value: string;
  readonly label: string;
  readonly bundle: string;
}

function actsOf(
  { name, label, actions }: RuleObject,
  isOneOfMany: boolean,
  text: (words: Text) => string,
  t: Translate,
): readonly Act[] {
  const told = (words: string) => (isOneOfMany ? `${text(label)}·${words}` : words);
  const everything = t("rules.everything");
  return [
    { value: `${name}.*`, label: told(everything), bundle: everything },
    ...actions.map((action) => ({
      value: `${name}.${action.name}`,
      label: told(inline(text(action.label))),
      bundle: text(action.bundle),
    })),
  ];
}

function wholeBundles(acts: readonly Act[], t: Translate) {
  const options = [...Map.groupBy(acts, ({ bundle }) => bundle)]
    .filter(([, members]) => members.length > 1)
    .map(([label, members]) => ({
      value: WHOLE + members.map(({ value }) => value).join(" "),
      label,
    }));
  return [{ label: t("rules.wholeBundles"), options }];
}

const byBundle = (acts: readonly Act[]) =>
  [...Map.groupBy(acts, ({ bundle }) => bundle)].map(([label, members]) => ({
    label,
    options: members.map(({ value, label: words }) => ({ value, label: words })),
  }));
