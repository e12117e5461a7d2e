import { basic, choices, personal, strategic } from "../../objects/vocabulary.ts";
import { FULL, OWN } from "../../policies/templates/words.ts";
import type { IndustryTemplate } from "../industry.ts";
import { NOT_YET } from "../not-yet.ts";
import { department, field, inEvery, inThe, said, tag, unit } from "../words.ts";

export const maternity: IndustryTemplate = {
  id: "maternity",
  name: said(["母婴", "Mother and baby"]),
  summary: said([
    "母婴门店与月子中心：按孕期和宝宝月龄服务会员。",
    "Mother-and-baby shops and postnatal care: members are served by stage of pregnancy and the baby's age.",
  ]),
  kinds: {
    region: said(["大区", "Region"]),
    city: said(["城市", "City"]),
    store: said(["门店/月子中心", "Shop or care centre"]),
    department: said(["部门", "Department"]),
  },
  levels: ["region", "city", "store"],
  units: [
    department("marketing", ["会员部", "Members"]),
    department("service", ["客服部", "Customer service"]),
    department("finance", ["财务部", "Finance"]),
    unit(
      "region",
      ["华中大区", "Central region"],
      [
        unit(
          "city",
          ["武汉", "Wuhan"],
          [
            unit("store", ["光谷店", "Optics Valley"]),
            unit("store", ["汉口月子中心", "Hankou care centre"]),
          ],
        ),
        unit("city", ["长沙", "Changsha"], [unit("store", ["五一店", "Wuyi"])]),
      ],
    ),
  ],
  posts: [
    inEvery("store", "storeHead", ["店长", "Head"]),
    inEvery("store", "guide", ["母婴顾问", "Mother-and-baby adviser"]),
    inEvery("store", "consultant", ["护理师", "Carer"]),
    inEvery("city", "cityManager", ["城市经理", "City manager"]),
    inEvery("region", "areaManager", ["大区督导", "Regional supervisor"]),
    inThe("marketing", "marketingSupervisor", ["会员主管", "Member marketing supervisor"]),
    inThe("marketing", "marketingStaff", ["会员运营", "Member marketing"]),
    inThe("service", "serviceAgent", ["客服", "Service agent"]),
    inThe("finance", "finance", ["财务", "Finance"]),
    inEvery("group", "boss", ["总经理", "General manager"]),
  ],
  duties: {
    consultant: said([
      "只接触自己护理的妈妈和宝宝，记录护理与建议；看不到签约金额，也看不到别人护理的家庭。",
      "Reaches only the families in own care, records care and advice; sees neither the signed amount nor other carers' families.",
    ]),
    areaManager: said([
      "负责大区内的门店与月子中心：看到会员与消费，补充更正已锁定的服务记录并留痕，导出团队报表，处理升级的投诉。看不到大区以外。",
      "Answers for the shops and care centres of a region: sees members and spending, amends locked records with a trace, exports team reports, handles escalated complaints. Nothing outside the region.",
    ]),
  },
  fields: [
    field("customer", "dueOn", { type: "date", ...personal("预产期", "Due on") }),
    field("customer", "babyName", { type: "text", ...personal("宝宝小名", "Baby's name") }),
    field("customer", "babyBirthday", { type: "date", ...personal("宝宝生日", "Baby's birthday") }),
    field("customer", "feeding", {
      type: "choice",
      ...basic("喂养方式", "Feeding"),
      choices: choices([
        ["breast", "母乳", "Breast milk", "green"],
        ["formula", "配方奶", "Formula", "blue"],
        ["mixed", "混合喂养", "Mixed", "gold"],
      ]),
    }),
    field("customer", "formulaStage", {
      type: "choice",
      ...basic("奶粉段位", "Formula stage"),
      choices: choices([
        ["stage1", "一段", "Stage 1", "default"],
        ["stage2", "二段", "Stage 2", "default"],
        ["stage3", "三段", "Stage 3", "default"],
        ["stage4", "四段", "Stage 4", "default"],
      ]),
    }),
    field(
      "customer",
      "babyHealth",
      {
        type: "longText",
        ...strategic("宝宝过敏与健康", "Baby's allergies and health"),
        personal: true,
      },
      { consultant: OWN, guide: OWN, storeHead: FULL },
    ),
    field(
      "customer",
      "recoveryNote",
      {
        type: "longText",
        ...strategic("产后恢复记录", "Recovery after birth"),
        personal: true,
      },
      { consultant: OWN },
    ),
  ],
  tags: [
    tag(["孕晚期", "Late pregnancy"], "service", "gold"),
    tag(["新手妈妈", "First-time mother"], "habit", "magenta"),
    tag(["二孩家庭", "Second child"], "value", "green"),
    tag(["转段提醒", "Next formula stage"], "campaign", "orange"),
    tag(["过敏宝宝", "Allergies"], "risk", "red"),
  ],
  notYet: [
    said([
      "按孕期和月龄自动提醒还没有；宝宝资料的监护人同意请先用备注记录。",
      "Reminders by stage of pregnancy and age are not there yet; record the guardian's consent to the baby's data in a note.",
    ]),
    ...NOT_YET,
  ],
};
