import { example, field, is, permit, row, value } from "./build.ts";
import type { Obligation } from "../../model.ts";

/** What an allow demands: the weakest sufficient permit, and every quota. */

const folders = [
  row("f1", { stage: "red", unit: "east" }),
  row("f2", { stage: "blue", unit: "east" }),
];
const view = permit("view", { actions: ["folder.view"] });
const list = { "folder.export": { f1: "title", f2: "title" } };
const watermark: Obligation = { kind: "watermark" };
const reason: Obligation = { kind: "reason" };
const approval: Obligation = { kind: "approval", by: "head" };
const stepUp = (withinMinutes: number): Obligation => ({ kind: "step-up", withinMinutes });
const quota = (limit: number, counter = "daily"): Obligation => ({ kind: "quota", counter, limit });
const exporting = (id: string, obligations: readonly Obligation[]) =>
  permit(id, { actions: ["folder.export"], obligations });

export const demands = [
  example("the weakest sufficient permit sets the demands", {
    rules: [
      view,
      exporting("a", [approval]),
      exporting("b", [reason]),
      exporting("c", [stepUp(5)]),
    ],
    folders,
    decide: { "folder.export f1": { demands: [reason] } },
    list,
  }),
  example("a permit that demands nothing is the weakest", {
    rules: [view, exporting("a", [watermark]), exporting("b", [])],
    folders,
    decide: { "folder.export f1": { demands: [] } },
    list,
  }),
  example("a permit counts by its strongest demand", {
    rules: [view, exporting("a", [watermark, approval]), exporting("b", [stepUp(5), reason])],
    folders,
    decide: { "folder.export f1": { demands: [stepUp(5), reason] } },
    list,
  }),
  example("with the same strongest demand the permit that demands less is weaker", {
    rules: [view, exporting("a", [reason, watermark]), exporting("b", [reason])],
    folders,
    decide: { "folder.export f1": { demands: [reason] } },
    list,
  }),
  example("an older second factor is the weaker demand", {
    rules: [view, exporting("a", [stepUp(5)]), exporting("b", [stepUp(30)])],
    folders,
    decide: { "folder.export f1": { demands: [stepUp(30)] } },
    list,
  }),
  example("every quota applies, also that of a permit that was not chosen", {
    rules: [
      view,
      exporting("a", [approval, quota(5)]),
      exporting("b", [quota(20)]),
      exporting("c", [quota(5)]),
    ],
    folders,
    decide: { "folder.export f1": { demands: [quota(20), quota(5)] } },
    list,
  }),
  example("a permit that does not apply demands nothing", {
    rules: [
      view,
      exporting("a", [approval]),
      permit("b", {
        actions: ["folder.export"],
        when: is(field("stage"), value("red")),
        obligations: [watermark],
      }),
    ],
    folders,
    decide: {
      "folder.export f1": { demands: [watermark] },
      "folder.export f2": { demands: [approval] },
    },
    list,
  }),
  example("the demands of view are not those of the act", {
    rules: [
      permit("view", { actions: ["folder.view"], obligations: [watermark] }),
      exporting("a", [reason]),
    ],
    folders,
    decide: {
      "folder.view f1": { demands: [watermark] },
      "folder.export f1": { demands: [reason] },
    },
    list,
  }),
];
