import { basic, choices, commercial, personal, strategic } from "../../objects/vocabulary.ts";
import { FULL, OWN } from "../../policies/templates/words.ts";
import type { IndustryTemplate, TemplateField } from "../industry.ts";
import { NOT_YET } from "../not-yet.ts";
import { department, field, inEvery, inThe, said, tag, unit } from "../words.ts";

/** Health data are the physician's, for own patients only: neither the head of the clinic nor the top reads them (R170). */
const PHYSICIAN_ONLY: TemplateField["only"] = { consultant: OWN };

export const medical: IndustryTemplate = {
  id: "medical",
  name: said(["医疗健康", "Medical and health"]),
  summary: said([
    "连锁诊所、口腔、体检：患者资料只给主治医生看。",
    "Clinics, dental care, check-ups: a patient's health data are for the physician in charge alone.",
  ]),
  kinds: {
    region: said(["大区", "Region"]),
    city: said(["城市", "City"]),
    store: said(["门诊", "Clinic"]),
    department: said(["部门", "Department"]),
  },
  levels: ["region", "city", "store"],
  units: [
    department("marketing", ["市场部", "Marketing"]),
    department("service", ["随访中心", "Patient service"]),
    department("finance", ["财务部", "Finance"]),
    unit(
      "region",
      ["华东大区", "East region"],
      [
        unit(
          "city",
          ["杭州", "Hangzhou"],
          [
            unit("store", ["西湖门诊", "West Lake clinic"]),
            unit("store", ["滨江门诊", "Binjiang clinic"]),
          ],
        ),
        unit("city", ["南京", "Nanjing"], [unit("store", ["鼓楼门诊", "Gulou clinic"])]),
      ],
    ),
  ],
  posts: [
    inEvery("store", "storeHead", ["门诊主任", "Clinic head"]),
    inEvery("store", "guide", ["前台导诊", "Front desk"]),
    inEvery("store", "consultant", ["主治医生", "Physician"]),
    inEvery("store", "courseConsultant", ["健康顾问", "Health adviser"]),
    inEvery("city", "cityManager", ["城市院长", "City director"]),
    inThe("marketing", "marketingSpecialist", ["市场专员", "Marketing specialist"]),
    inThe("service", "serviceLead", ["随访组长", "Patient service leader"]),
    inThe("service", "serviceAgent", ["随访客服", "Patient service agent"]),
    inThe("finance", "finance", ["财务", "Finance"]),
    inEvery("group", "boss", ["院长", "Head of the group"]),
  ],
  duties: {
    storeHead: said([
      "管理一家门诊：看到本门诊全部患者的基本资料、消费和服务记录，分配患者，打标签。看不到诊断和病史，也看不到其他门诊；不能删除和导出患者。",
      "Runs one clinic: sees the basics, spending and service records of all its patients, assigns patients and sets tags. Neither diagnoses nor histories, and no other clinic; deletes and exports no patients.",
    ]),
    guide: said([
      "接待本门诊的患者：登记到诊、收费和跟进。别人名下的患者手机号打码；看不到诊断和病史；不能改标签，不能删除和导出。",
      "Receives the clinic's patients: records visits, charges and follow-ups. Phones of others' patients are masked, diagnoses and histories closed; sets no tags, deletes and exports nothing.",
    ]),
    consultant: said([
      "只接触自己负责的患者，记录诊断、治疗方案和随访；看不到签约金额，也看不到其他医生的患者。",
      "Reaches only patients in own care, records diagnoses, treatment plans and visits; sees neither the signed amount nor other physicians' patients.",
    ]),
    courseConsultant: said([
      "解答咨询、安排初诊，跟进自己名下的患者；看不到诊断、病史和签约金额。",
      "Answers enquiries, arranges first visits and follows own patients; no diagnosis, history or signed amount.",
    ]),
    cityManager: said([
      "负责一个城市的全部门诊：患者基本资料、消费、服务与业绩。看不到诊断和病史，也看不到其他城市。",
      "Answers for all clinics of a city: patients' basics, spending, service and results. No diagnoses or histories, and no other city.",
    ]),
  },
  fields: [
    field("customer", "recordNumber", { type: "text", ...personal("病历号", "Record number") }),
    field("customer", "firstVisitOn", { type: "date", ...basic("初诊日期", "First visit on") }),
    field("customer", "insurance", {
      type: "choice",
      ...commercial("支付方式", "Payment"),
      choices: choices([
        ["public", "医保", "Public insurance", "blue"],
        ["private", "商业保险", "Private insurance", "purple"],
        ["self", "自费", "Self-paid", "default"],
      ]),
    }),
    field(
      "customer",
      "allergies",
      { type: "text", ...strategic("过敏史", "Allergies"), personal: true },
      // Whoever receives a patient must know what could harm them.
      { consultant: OWN, guide: FULL, storeHead: FULL },
    ),
    field(
      "customer",
      "diagnosis",
      { type: "longText", ...strategic("诊断", "Diagnosis"), personal: true },
      PHYSICIAN_ONLY,
    ),
    field(
      "customer",
      "medicalHistory",
      { type: "longText", ...strategic("既往病史", "Medical history"), personal: true },
      PHYSICIAN_ONLY,
    ),
    field(
      "customer",
      "treatmentPlan",
      { type: "longText", ...strategic("治疗方案", "Treatment plan"), personal: true },
      PHYSICIAN_ONLY,
    ),
    field("storeVisit", "nextVisitOn", { type: "date", ...basic("复诊日期", "Next visit on") }),
  ],
  tags: [
    tag(["待复诊", "Return visit due"], "service", "gold"),
    tag(["术后随访", "After treatment"], "service", "cyan"),
    tag(["体检客户", "Check-up"], "value", "blue"),
    tag(["家庭客户", "Family"], "value", "green"),
    tag(["投诉过", "Has complained"], "risk", "red"),
  ],
  notYet: [
    said([
      "打开病历时说明用途、并报给数据专员，这一步还没有；目前靠“只有主治医生能看”来保护。",
      "Stating a purpose when a patient record is opened, with a list for the data officer, is not there yet; for now health data are closed to all but the physician in charge.",
    ]),
    ...NOT_YET,
  ],
};
