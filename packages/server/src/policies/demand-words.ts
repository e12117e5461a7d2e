/** What an act is allowed only with, as it stands behind the act in Chinese and behind "only" in English. */
import type { Obligation, Text } from "@latchkey/policy";
import { QUOTA_MINUTES } from "../gate/demands.ts";
import type { Speech } from "./condition-sentence.ts";
import { listed, plainText, text } from "./phrases.ts";

/** As an approval names the head of the unit of whoever acts. Others are named by their ids. */
export const HEAD = "head";

/** "必须先填写原因，并带水印"; "with a reason and a watermark". */
export function demandWords(obligations: readonly Obligation[], speech: Speech): Text {
  const words = obligations.map((one) => (WORDS[one.kind] as Wording<Obligation>)(one, speech));
  return text(`必须${words.map(({ zh }) => zh).join("，并")}`, `with ${listed(words).en}`);
}

type Wording<O> = (obligation: O, speech: Speech) => Text;

const WORDS: { [K in Obligation["kind"]]: Wording<Extract<Obligation, { kind: K }>> } = {
  watermark: () => text("带水印", "a watermark"),
  reason: () => text("先填写原因", "a reason"),
  "step-up": ({ withinMinutes }) =>
    text(
      `在最近 ${withinMinutes} 分钟内输入过登录密码`,
      `the password entered in the last ${withinMinutes} min`,
    ),
  approval: ({ by, over }, speech) => {
    const large =
      over === undefined
        ? text("", "")
        : text(`一次超过 ${over} 条时`, `, for more than ${over} records at once,`);
    if (by === HEAD)
      return text(
        `${large.zh}先经上级负责人批准`,
        `the approval${large.en} of the head of the unit`,
      );
    const name = speech.role?.(by) ?? plainText(speech.name(by) ?? by);
    return text(`${large.zh}先经“${name.zh}”批准`, `the approval${large.en} of “${name.en}”`);
  },
  quota: ({ counter, limit }) => {
    const minutes = QUOTA_MINUTES[counter];
    if (minutes === undefined)
      return text(
        `不超出额度“${counter}”（${limit}）`,
        `something left of the quota “${counter}” (${limit})`,
      );
    const hours = minutes / 60;
    return text(
      `在 ${hours} 小时内不超过 ${limit} 次`,
      `no more than ${limit} of it in ${hours} h`,
    );
  },
};
