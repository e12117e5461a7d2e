/** What the demo chain sells and how it speaks: menu, tags and message texts, as plain tables. */
export interface MenuItem {
  readonly sku: string;
  readonly name: string;
  readonly english: string;
  readonly category: string;
  /** Fen. */
  readonly price: number;
}

const MENU_TABLE: Readonly<Record<string, readonly string[]>> = {
  milkTea: [
    "云芽奶茶|Cloud Bud Milk Tea|1600",
    "桂花乌龙奶茶|Osmanthus Oolong Milk Tea|1800",
    "炭焙大麦奶茶|Roasted Barley Milk Tea|1700",
    "芋泥厚乳|Taro Rich Milk|2100",
    "黑糖珍珠鲜奶|Brown Sugar Pearl Milk|1900",
    "栗香红茶拿铁|Chestnut Black Tea Latte|2000",
  ],
  fruitTea: [
    "满杯青提|Green Grape Cup|2200",
    "杨枝甘露|Mango Pomelo Sago|2300",
    "手打柠檬茶|Hand-crushed Lemon Tea|1500",
    "荔枝冰茶|Lychee Iced Tea|1900",
    "百香双柚|Passion Fruit and Pomelo|1900",
    "水蜜桃乌龙|Peach Oolong|2000",
    "橙香茉莉|Orange Jasmine|1800",
  ],
  pureTea: [
    "高山乌龙|High Mountain Oolong|1200",
    "茉莉雪芽|Jasmine Snow Bud|1200",
    "陈皮白茶|Aged White Tea with Tangerine|1400",
    "凤凰单丛|Phoenix Dancong|1500",
  ],
  cheeseFoam: [
    "芝士金凤|Cheese Golden Phoenix|2100",
    "芝士莓莓|Cheese Strawberry|2500",
    "海盐奶盖绿妍|Sea Salt Foam Green Tea|1900",
  ],
  bakery: [
    "茶香贝果|Tea Bagel|1300",
    "抹茶巴斯克|Matcha Basque Cake|2200",
    "桂花马蹄糕|Osmanthus Water Chestnut Cake|1000",
  ],
  retail: [
    "云芽茶礼盒|Cloud Bud Gift Box|16800",
    "冷泡茶袋 12 枚|Cold Brew Bags (12)|6900",
    "岩茶罐装 80 克|Rock Tea 80 g|9800",
    "竹制茶具套装|Bamboo Tea Set|25800",
  ],
};

export const MENU: readonly MenuItem[] = Object.entries(MENU_TABLE).flatMap(
  ([category, lines], group) =>
    lines.map((line, index) => {
      const [name = "", english = "", price = "0"] = line.split("|");
      const sku = `MZ-${group + 1}${(index + 1).toString().padStart(2, "0")}`;
      return { sku, name, english, category, price: Number(price) };
    }),
);

/** Name, group, colour; the order is by how often they occur. */
export const TAGS: readonly (readonly [name: string, group: string, color: string])[] = [
  ["常点少糖", "habit", "lime"],
  ["爱尝新", "habit", "magenta"],
  ["午后常客", "habit", "orange"],
  ["周末全家", "habit", "gold"],
  ["外卖为主", "habit", "orange"],
  ["办公室团单", "value", "geekblue"],
  ["高复购", "value", "gold"],
  ["价格敏感", "value", "default"],
  ["送礼需求", "value", "volcano"],
  ["潜力会员", "value", "cyan"],
  ["生日月", "campaign", "magenta"],
  ["双十一", "campaign", "red"],
  ["新品内测", "campaign", "purple"],
  ["投诉过", "risk", "red"],
  ["需回访", "service", "cyan"],
  ["不喜电话", "service", "default"],
  ["对乳糖敏感", "service", "volcano"],
  ["KOL", "value", "purple"],
  ["企业采购", "value", "blue"],
  ["流失预警", "risk", "volcano"],
];

export const CAMPAIGN_NAMES: readonly string[] = [
  ..."春茶上新季 四月踏青周 五一家庭杯 端午茶礼 毕业季第二杯半价 盛夏冰茶节 七夕双人杯 开学见面礼".split(
    " ",
  ),
  ..."中秋茶礼预售 国庆会员日 重阳敬茶 双十一囤茶 冬日暖饮季 圣诞限定 元旦许愿杯 年货茶礼".split(
    " ",
  ),
  ..."会员日·一月 会员日·三月 会员日·六月 会员日·九月 会员日·十二月 老友召回 新店开业季 外卖满减周".split(
    " ",
  ),
];

export const MESSAGE_TEMPLATES: readonly (readonly [name: string, kind: string, body: string])[] = [
  ["生日祝福", "care", "{称呼}，生日快乐！为您留了一杯喜欢的茶，到店报手机尾号即可领取。"],
  ["雨天关怀", "care", "{称呼}，{城市}今天有雨，热饮已备好，路上慢些。"],
  ["售后回访", "care", "{称呼}，上次的问题我们处理好了，想听听您的意见。"],
  ["新店问候", "care", "{称呼}，离您不远的{门店}已经准备好，随时欢迎。"],
  ["久未光临", "care", "{称呼}，有一阵子没见到您了，最近可好？"],
  ["新品上市", "promotion", "{称呼}，{新品}到店了，本周第二杯半价。"],
  ["会员日提醒", "promotion", "{称呼}，明天会员日，积分翻倍。"],
  ["双十一囤茶", "promotion", "{称呼}，茶礼盒提前价已开启，到 11 月 11 日止。"],
  ["满减提醒", "promotion", "{称呼}，本周外卖满 45 减 12。"],
  ["金卡专属", "benefit", "{称呼}，感谢您一年的陪伴，专属礼券已放入卡包。"],
  ["VIP 品鉴会", "benefit", "{称呼}，诚邀您参加本月品鉴会，席位仅限 VIP。"],
  ["积分到期", "notice", "{称呼}，您有积分将于月底到期。"],
];

export const FOLLOW_UP_TEXTS: readonly (readonly [subject: string, content: string])[] = [
  ["回访口味", "客户喜欢少糖少冰，建议下次推荐{茶}。"],
  ["团购询价", "公司下午茶约 {数} 杯，口头报价 {价} 元，等对方确认时间。"],
  ["会员权益说明", "解释了积分和升级规则，客户有兴趣升级金卡。"],
  ["到店接待", "带朋友来尝新品，点了{茶}，反馈偏甜。"],
  ["节日问候", "发送了节日问候，客户回复感谢。"],
  ["配送问题", "上次外卖洒漏，已致歉并补发一杯{茶}。"],
  ["预约品鉴", "约了周末品鉴，预计 {数} 人到场。"],
  ["付款提醒", "提醒尾款 {价} 元，客户说月底前安排。"],
  ["发票信息", "客户补充了开票抬头，已转财务。"],
  ["生日关怀", "生日当天送上祝福，客户当天到店。"],
];

export const TICKET_TEXTS: readonly (readonly [
  kind: string,
  subject: string,
  description: string,
])[] = [
  ["complaint", "饮品口味与点单不符", "顾客点了少糖，实际偏甜，要求重做或退款。"],
  ["complaint", "外卖洒漏", "配送途中洒漏，包装袋破损，附有照片。"],
  ["complaint", "等待时间过长", "下单后等候四十分钟，门店未主动说明。"],
  ["refund", "申请退款", "重复支付一单，申请退回其中一笔。"],
  ["enquiry", "咨询团购优惠", "公司活动需要两百杯，询问优惠与配送时间。"],
  ["enquiry", "咨询过敏原", "询问芋泥系列是否含坚果。"],
  ["member", "积分未到账", "昨日消费后积分没有增加。"],
  ["member", "优惠券无法使用", "生日券核销时提示不在有效期。"],
  ["praise", "表扬店员", "店员主动帮忙照看行李，特来表扬。"],
];
