/** Words of a draft that runs in shadow. */
export const zhShadow = {
  "shadow.title": "影子运行",
  "shadow.intro":
    "让草案在后台对照大家的真实操作，列出结论会不同的地方。不改变任何人看到的结果，也没有人会察觉。",
  "shadow.length": "运行多久",
  "shadow.hours": "{{count}} 小时",
  "shadow.days": "{{count}} 天",
  "shadow.start": "开始影子运行",
  "shadow.again": "重新开始",
  "shadow.started": "草案 {{number}} 开始影子运行",
  "shadow.stop": "结束影子运行",
  "shadow.stopped": "草案 {{number}} 的影子运行已结束",
  "shadow.running": "{{person}}开启，将于 {{time}} 自动结束。",
  "shadow.over": "已于 {{time}} 结束。",
  "shadow.figures": "自 {{time}} 起对照了 {{number}} 次请求。",
  "shadow.skipped": "另有 {{number}} 次来不及对照，没有拖慢任何人。",
  "shadow.same": "到目前为止，草案的结论都相同。",
  "shadow.times": "次数",
  "shadow.last": "最近一次 {{time}}",
  "shadow.unlisted": "差异太多，另有 {{number}} 项没有列出。",
  "shadow.blind":
    "这里只有真实发生过的请求。列表里会多出哪些记录、被拒绝的新建会怎样，请看上面的“影响”。",
  "shadow.drillTitle": "{{object}}：{{what}}",
  "shadow.foundOf": "{{count}} 次，最近 {{time}}",
  "shadow.unseen": "有 {{number}} 项您无权查看。",
} as const;
