import { basic, choices, personal, strategic } from "../../objects/vocabulary.ts";
import { FULL, OWN } from "../../policies/templates/words.ts";
import type { IndustryTemplate } from "../industry.ts";
import { NOT_YET } from "../not-yet.ts";
import { department, field, inEvery, inThe, said, tag, unit } from "../words.ts";

export const education: IndustryTemplate = {
  id: "education",
  name: said(["教育培训", "Education and training"]),
  summary: said([
    "多校区的培训机构：学员与家长、课程顾问、班主任。",
    "Schools with several campuses: students and parents, course consultants, class teachers.",
  ]),
  kinds: {
    region: said(["大区", "Region"]),
    city: said(["城市", "City"]),
    store: said(["校区", "Campus"]),
    department: said(["部门", "Department"]),
  },
  levels: ["region", "city", "store"],
  units: [
    department("marketing", ["市场部", "Marketing"]),
    department("service", ["客服部", "Customer service"]),
    department("finance", ["财务部", "Finance"]),
    unit(
      "region",
      ["华东大区", "East region"],
      [
        unit(
          "city",
          ["上海", "Shanghai"],
          [
            unit("store", ["徐汇校区", "Xuhui campus"]),
            unit("store", ["静安校区", "Jing'an campus"]),
          ],
        ),
      ],
    ),
    unit(
      "region",
      ["华南大区", "South region"],
      [
        unit(
          "city",
          ["深圳", "Shenzhen"],
          [
            unit("store", ["南山校区", "Nanshan campus"]),
            unit("store", ["福田校区", "Futian campus"]),
          ],
        ),
      ],
    ),
  ],
  posts: [
    inEvery("store", "storeHead", ["校长", "Campus head"]),
    inEvery("store", "courseConsultant", ["课程顾问", "Course consultant"]),
    inEvery("store", "classTeacher", ["班主任", "Class teacher"]),
    inEvery("city", "cityManager", ["城市校长", "City head"]),
    inEvery("region", "areaManager", ["大区总监", "Regional director"]),
    inThe("marketing", "marketingSupervisor", ["市场主管", "Marketing supervisor"]),
    inThe("marketing", "marketingSpecialist", ["市场专员", "Marketing specialist"]),
    inThe("service", "serviceAgent", ["客服", "Service agent"]),
    inThe("finance", "finance", ["财务", "Finance"]),
    inEvery("group", "boss", ["总校长", "Head of the school"]),
  ],
  duties: {
    storeHead: said([
      "管理一个校区：看到本校区全部学员与家长、消费和服务记录，分配学员，打标签。看不到其他校区；不能删除学员和跟进记录，不能导出学员。",
      "Runs one campus: sees all its students and parents, their spending and service records, assigns students and sets tags. No other campus exists; deletes no student or follow-up, exports no students.",
    ]),
    cityManager: said([
      "负责一个城市的全部校区：学员、消费、服务与业绩。看不到其他城市的任何数据。",
      "Answers for all campuses of a city: students, spending, service and results. No other city's data exist.",
    ]),
    areaManager: said([
      "负责大区内的校区：看到学员与消费，补充更正已锁定的服务记录并留痕，导出团队报表，处理升级的投诉。看不到大区以外。",
      "Answers for the campuses of a region: sees students and spending, amends locked records with a trace, exports team reports, handles escalated complaints. Nothing outside the region.",
    ]),
  },
  fields: [
    field("customer", "grade", {
      type: "choice",
      ...basic("年级", "Grade"),
      choices: choices([
        ["preschool", "学前", "Preschool", "magenta"],
        ["primary", "小学", "Primary school", "blue"],
        ["juniorHigh", "初中", "Junior high", "geekblue"],
        ["seniorHigh", "高中", "Senior high", "purple"],
        ["adult", "成人", "Adult", "default"],
      ]),
    }),
    field("customer", "school", { type: "text", ...personal("就读学校", "School") }),
    field("customer", "subjects", {
      type: "choices",
      ...basic("意向课程", "Courses of interest"),
      choices: choices([
        ["language", "语文与写作", "Language and writing", "orange"],
        ["mathematics", "数学思维", "Mathematics", "blue"],
        ["english", "英语", "English", "green"],
        ["science", "科学与编程", "Science and coding", "purple"],
        ["arts", "艺术", "Arts", "magenta"],
      ]),
    }),
    field("customer", "className", { type: "text", ...basic("所在班级", "Class") }),
    field("customer", "guardianName", { type: "text", ...personal("监护人", "Guardian") }),
    field("customer", "guardianPhone", {
      type: "phone",
      ...personal("监护人电话", "Guardian's phone"),
    }),
    field("customer", "guardianRelation", {
      type: "choice",
      ...basic("与学员的关系", "Relation to the student"),
      choices: choices([
        ["mother", "母亲", "Mother", "magenta"],
        ["father", "父亲", "Father", "blue"],
        ["grandparent", "祖辈", "Grandparent", "gold"],
        ["other", "其他监护人", "Other guardian", "default"],
      ]),
    }),
    field(
      "customer",
      "healthNote",
      {
        type: "longText",
        ...strategic("健康与特殊需要", "Health and special needs"),
        personal: true,
      },
      { classTeacher: OWN, storeHead: FULL },
    ),
    field("opportunity", "trialOn", { type: "date", ...basic("试听日期", "Trial lesson on") }),
  ],
  tags: [
    tag(["试听未报名", "Tried, not enrolled"], "service", "gold"),
    tag(["续费期", "Renewal due"], "value", "volcano"),
    tag(["老带新", "Referred by a parent"], "value", "green"),
    tag(["缺课较多", "Often absent"], "risk", "red"),
    tag(["周末班", "Weekend class"], "habit", "blue"),
  ],
  notYet: [
    said([
      "未成年人保护（监护人同意后才能使用资料）还没有自动检查，请先用字段和备注记录。",
      "Protection of minors (use of data only after a guardian's consent) is not checked yet; record consent in a note.",
    ]),
    ...NOT_YET,
  ],
};
