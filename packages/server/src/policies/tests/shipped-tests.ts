/** The permission tests that come with the role templates: what the stories of the requirements promise (R145). */
import type {
  Expectation,
  PolicyTestContent,
  SampleOwner,
  SampleRecord,
} from "../../http/contract.ts";
import { roleIdOf } from "../templates/registry.ts";

export interface ShippedTest {
  /** `R24 seller customer.delete`: the story first. */
  readonly preset: string;
  /** The template it speaks of. */
  readonly role: string;
  readonly content: PolicyTestContent;
}

interface Sample {
  readonly takesPart?: string | null;
  readonly values?: SampleRecord["values"];
}

/** `storyOf("R24", "seller")("cannot", "customer.delete", "self")`; the third part names a field. */
const storyOf =
  (story: string, role: string) =>
  (
    expect: Expectation,
    what: string,
    of: SampleOwner,
    { takesPart = null, values = {} }: Sample = {},
  ): ShippedTest => {
    const [object = "", action = "", field = null] = what.split(".");
    return {
      preset: [story, role, expect, what, of, takesPart, JSON.stringify(values)].join(" "),
      role,
      content: {
        who: { kind: "role", role: roleIdOf(role), unit: null },
        expect,
        object,
        action,
        field,
        record: { kind: "sample", of, unit: null, takesPart, values },
        at: null,
      },
    };
  };

const administrator = storyOf("R10", "administrator");
const intern = storyOf("R11", "intern");
const seller = storyOf("R24", "seller");
const supervisor = storyOf("R27", "salesSupervisor");
const serviceLead = storyOf("R28", "serviceLead");
const guide = storyOf("R29", "guide");
const storeHead = storyOf("R29", "storeHead");
const manager = storyOf("R31", "salesManager");
const overseas = storyOf("R32", "overseasSeller");
const ownStore = storyOf("R36", "storeHead");
const headOffice = storyOf("R37", "headOfficeOperations");
const area = storyOf("R39", "areaManager");
const city = storyOf("R40", "cityManager");
const consultant = storyOf("R41", "consultant");
const teacher = storyOf("R42", "classTeacher");
const management = storyOf("R44", "management");
const finance = storyOf("R47", "finance");
const representative = storyOf("R48", "serviceRepresentative");
const course = storyOf("R50", "courseConsultant");
const classTeacher = storyOf("R50", "classTeacher");
const wealth = storyOf("R54", "wealthAdviser");
const clerk = storyOf("R65", "guide");
const release = storyOf("R67", "seller");
const locked = storyOf("R81", "guide");
const amending = storyOf("R82", "areaManager");
const confirming = storyOf("R86", "marketingSupervisor");
const scripts = storyOf("R87", "seller");

const VIP = { values: { level: "vip" } } as const;
const FILED = { values: { state: "filed" } } as const;

export const SHIPPED_TESTS: readonly ShippedTest[] = [
  administrator("cannot", "customer.view", "self"),
  administrator("cannot", "order.view", "colleague"),
  administrator("cannot", "followUp.view", "colleague"),
  intern("can", "customer.view", "self"),
  intern("can", "customer.view", "elsewhere", { takesPart: "collaborator" }),
  intern("cannot", "customer.view", "colleague"),
  intern("cannot", "customer.edit.phone", "self"),
  seller("can", "customer.view", "self"),
  seller("can", "customer.edit.phone", "self"),
  seller("cannot", "customer.delete", "self"),
  seller("cannot", "customer.export", "self"),
  seller("cannot", "customer.view", "colleague"),
  storyOf("R52", "seller")("plain", "order.view.total", "self"),
  storyOf("R52", "seller")("absent", "order.view.margin", "self"),
  supervisor("can", "customer.export", "colleague"),
  supervisor("cannot", "pricePolicy.edit", "self", { values: { status: "draft" } }),
  serviceLead("can", "followUp.view", "elsewhere", { values: { kind: "service" } }),
  serviceLead("cannot", "followUp.edit", "self", { values: { kind: "service", state: "draft" } }),
  serviceLead("cannot", "followUp.delete", "self"),
  guide("cannot", "customer.tag", "self"),
  guide("cannot", "customer.setLevel", "self"),
  storyOf("R29", "serviceAgent")("cannot", "customer.tag", "self"),
  storeHead("can", "customer.setLevel", "colleague"),
  manager("can", "order.view", "elsewhere"),
  manager("cannot", "customer.view", "elsewhere"),
  manager("can", "customer.edit", "below"),
  overseas("can", "customer.edit", "colleague"),
  overseas("cannot", "customer.view", "elsewhere"),
  ownStore("plain", "customer.view.spend", "colleague"),
  ownStore("cannot", "customer.view", "elsewhere"),
  headOffice("can", "customer.view", "elsewhere"),
  headOffice("masked", "customer.view.phone", "elsewhere"),
  headOffice("cannot", "followUp.edit", "self", { values: { state: "draft" } }),
  area("can", "customer.view", "below"),
  area("cannot", "customer.view", "elsewhere"),
  city("can", "customer.view", "below"),
  city("cannot", "order.view", "elsewhere", { values: { store: "elsewhere" } }),
  consultant("can", "customer.view", "elsewhere", { takesPart: "consultant" }),
  consultant("cannot", "customer.view", "colleague"),
  teacher("can", "customer.view", "colleague", { takesPart: "teacher" }),
  teacher("cannot", "customer.view", "colleague"),
  management("cannot", "customer.view", "self"),
  management("cannot", "order.view", "colleague"),
  finance("can", "order.view", "elsewhere"),
  finance("plain", "order.view.margin", "elsewhere"),
  finance("cannot", "contact.edit", "self"),
  finance("cannot", "customer.view", "self"),
  representative("can", "feedback.edit", "elsewhere"),
  representative("cannot", "order.view", "self"),
  course("absent", "contract.view.signedAmount", "self"),
  classTeacher("plain", "customer.view.phone", "colleague", { takesPart: "teacher" }),
  classTeacher("cannot", "customer.edit.phone", "colleague", { takesPart: "teacher" }),
  wealth("can", "customer.view", "colleague", VIP),
  wealth("cannot", "customer.view", "colleague", { values: { level: "gold" } }),
  clerk("can", "order.view", "elsewhere", { values: { store: "own" } }),
  clerk("cannot", "order.view", "elsewhere", { values: { store: "elsewhere" } }),
  clerk("absent", "customer.view.spend", "self"),
  release("can", "deliveryProgress.view", "self", { values: { "customer.stage": "delivering" } }),
  locked("can", "followUp.edit", "self", { values: { state: "draft" } }),
  locked("cannot", "followUp.edit", "self", FILED),
  amending("can", "followUp.amend", "below", FILED),
  confirming("can", "messageTemplate.approve", "colleague"),
  confirming("cannot", "messageTemplate.approve", "self"),
  scripts("can", "messageTemplate.use", "elsewhere", { values: { status: "approved" } }),
  scripts("cannot", "messageTemplate.use", "elsewhere", { values: { status: "draft" } }),
];
