import { basic, choices, commercial, personal } from "../../objects/vocabulary.ts";
import type { IndustryTemplate } from "../industry.ts";
import { NOT_YET } from "../not-yet.ts";
import { department, field, inEvery, inThe, said, tag, unit } from "../words.ts";

export const chainCatering: IndustryTemplate = {
  id: "chainCatering",
  name: said(["连锁餐饮", "Restaurant chain"]),
  summary: said([
    "多家餐厅：店长管本店，督导管片区，总部看全局。",
    "Several restaurants: heads run their own, supervisors an area, head office sees the whole.",
  ]),
  kinds: {
    region: said(["大区", "Region"]),
    city: said(["城市", "City"]),
    area: said(["片区", "Area"]),
    store: said(["餐厅", "Restaurant"]),
    department: said(["部门", "Department"]),
  },
  levels: ["region", "city", "area", "store"],
  units: [
    department("operations", ["运营部", "Operations"]),
    department("marketing", ["市场部", "Marketing"]),
    department("service", ["客服部", "Customer service"]),
    department("finance", ["财务部", "Finance"]),
    unit(
      "region",
      ["华北大区", "North region"],
      [
        unit(
          "city",
          ["北京", "Beijing"],
          [
            unit(
              "area",
              ["朝阳片区", "Chaoyang area"],
              [
                unit("store", ["国贸店", "Guomao"]),
                unit("store", ["望京店", "Wangjing"]),
                unit("store", ["三里屯店", "Sanlitun"]),
              ],
            ),
          ],
        ),
      ],
    ),
    unit(
      "region",
      ["西南大区", "Southwest region"],
      [
        unit(
          "city",
          ["成都", "Chengdu"],
          [
            unit(
              "area",
              ["锦江片区", "Jinjiang area"],
              [unit("store", ["春熙路店", "Chunxi Road"])],
            ),
          ],
        ),
      ],
    ),
  ],
  posts: [
    inEvery("store", "storeHead", ["店长", "Restaurant head"]),
    inEvery("store", "guide", ["前厅服务员", "Floor staff"]),
    inEvery("area", "areaManager", ["片区督导", "Area supervisor"]),
    inEvery("city", "cityManager", ["城市经理", "City manager"]),
    inThe("operations", "operationsDirector", ["运营总监", "Operations director"]),
    inThe("operations", "headOfficeOperations", ["总部运营", "Head office operations"]),
    inThe("marketing", "marketingSupervisor", ["市场主管", "Marketing supervisor"]),
    inThe("marketing", "marketingSpecialist", ["市场专员", "Marketing specialist"]),
    inThe("service", "serviceAgent", ["客服", "Service agent"]),
    inThe("finance", "finance", ["财务", "Finance"]),
    inEvery("group", "boss", ["老板", "Owner"]),
  ],
  fields: [
    field("customer", "partySize", {
      type: "number",
      ...basic("常用餐人数", "Usual party size"),
      minimum: 1,
      maximum: 200,
      decimals: 0,
    }),
    field("customer", "seating", {
      type: "choice",
      ...basic("座位偏好", "Seating"),
      choices: choices([
        ["hall", "大厅", "Hall", "default"],
        ["booth", "卡座", "Booth", "blue"],
        ["room", "包间", "Private room", "gold"],
        ["window", "靠窗", "By the window", "cyan"],
      ]),
    }),
    field("customer", "occasions", {
      type: "choices",
      ...basic("用餐场合", "Occasions"),
      choices: choices([
        ["family", "家庭聚餐", "Family", "green"],
        ["business", "商务宴请", "Business", "geekblue"],
        ["birthday", "生日", "Birthday", "magenta"],
        ["friends", "朋友聚会", "Friends", "orange"],
      ]),
    }),
    field("customer", "storedValue", { type: "money", ...commercial("储值余额", "Stored value") }),
    field("customer", "invoiceTitle", {
      type: "text",
      ...commercial("发票抬头", "Invoice title"),
      maxLength: 120,
    }),
    field("customer", "deliveryNote", {
      type: "text",
      ...personal("外送备注", "Delivery note"),
      maxLength: 200,
    }),
  ],
  tags: [
    tag(["不吃辣", "No spice"], "habit", "green"),
    tag(["常订包间", "Books private rooms"], "value", "gold"),
    tag(["企业团餐", "Company meals"], "value", "geekblue"),
    tag(["生日月", "Birthday month"], "campaign", "magenta"),
    tag(["食安投诉", "Food safety complaint"], "risk", "red"),
  ],
  notYet: NOT_YET,
};
