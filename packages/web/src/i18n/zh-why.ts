/** 解释、模拟与以他人视角查看。 */
export const zhWhy = {
  "why.notFound":
    "它可能不存在、已被删除，或不在您的权限范围内。为了不透露您无权查看的内容，这几种情况看起来完全一样。如果您需要它，请向给您链接的同事说明。",
  "why.byRights": "没有可以说明的记录：这由您所持角色决定。",
  "why.flipAway": "怎样会变得不可以",
  "nav.simulator": "权限模拟",
  "simulator.intro":
    "选一个人、一项操作、一条记录和一个时刻，看结论是什么、由哪条规则决定、怎样改变它。只使用您有权查看的事实。",
  "simulator.question": "要问的问题",
  "simulator.field": "哪个字段（可不选）",
  "simulator.ask": "给出结论",
  "simulator.empty": "填好左边的问题，结论会显示在这里。",
  "simulator.published": "按现行规则",
  "simulator.draft": "按草案",
  "simulator.differs": "发布草案会改变这个结论。",
  "simulator.ofPerson": "模拟权限",
  "who.count": "共 {{count}} 人能看到",
  "who.next": "再显示一些（已显示 {{count}} 人）",
  "viewing.start": "以其视角查看",
  "viewing.startTitle": "以“{{name}}”的视角查看？",
  "viewing.startBody":
    "您会看到 {{name}} 的界面，但只有你们双方都能看的记录和字段。只能看，不能操作；每次查看都以您的名义记入审计。半小时后自动结束。",
  "viewing.label": "以他人视角查看",
  "viewing.as": "正在以“{{name}}”的视角查看",
  "viewing.both": "只读，只显示 {{name}} 和您都能看的内容，{{until}} 自动结束",
  "viewing.empty": "没有 {{name}} 和您都能看的{{objects}}",
  "viewing.end": "结束查看",
  "simulator.same": "草案不改变这个结论。",
};
