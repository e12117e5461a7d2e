/** 解释、模拟与以他人视角查看。 */
export const zhWhy = {
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
  "simulator.same": "草案不改变这个结论。",
};
