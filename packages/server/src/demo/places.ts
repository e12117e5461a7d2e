/**
 * Regions, provinces and cities of the demo chain. The places are real, the stores are not. A city's number is its share
 * of its region's trade.
 */
export interface Province {
  readonly name: string;
  readonly region: string;
  /** Most important first. */
  readonly cities: readonly string[];
  readonly weight: number;
}

const TABLE: Readonly<Record<string, readonly string[]>> = {
  华北大区: [
    "北京 26 北京",
    "天津 12 天津",
    "河北 14 石家庄 唐山 保定 廊坊 秦皇岛 邯郸 沧州 邢台",
    "山西 9 太原 大同 临汾 长治 晋中",
    "内蒙古 6 呼和浩特 包头 鄂尔多斯 赤峰",
  ],
  东北大区: [
    "辽宁 13 沈阳 大连 鞍山 锦州 营口 抚顺",
    "吉林 7 长春 吉林 四平 延边",
    "黑龙江 8 哈尔滨 大庆 齐齐哈尔 牡丹江 佳木斯",
  ],
  华东大区: [
    "上海 34 上海",
    "江苏 36 苏州 南京 无锡 常州 南通 徐州 扬州 盐城 镇江 泰州",
    "浙江 34 杭州 宁波 温州 嘉兴 金华 绍兴 台州 湖州 丽水",
    "安徽 16 合肥 芜湖 蚌埠 安庆 滁州 阜阳 马鞍山",
    "福建 22 福州 厦门 泉州 漳州 莆田 宁德 龙岩",
    "江西 12 南昌 赣州 九江 上饶 宜春 吉安",
    "山东 24 青岛 济南 烟台 潍坊 临沂 淄博 威海 济宁 泰安",
  ],
  华中大区: [
    "河南 20 郑州 洛阳 新乡 南阳 开封 许昌 商丘",
    "湖北 20 武汉 宜昌 襄阳 荆州 黄石 孝感",
    "湖南 20 长沙 株洲 衡阳 岳阳 湘潭 常德 郴州",
  ],
  华南大区: [
    "广东 58 深圳 广州 东莞 佛山 珠海 惠州 中山 汕头 湛江 江门 揭阳 清远 肇庆",
    "广西 13 南宁 柳州 桂林 北海 梧州 玉林",
    "海南 7 海口 三亚 儋州",
  ],
  西南大区: [
    "重庆 20 重庆",
    "四川 26 成都 绵阳 德阳 南充 宜宾 乐山 泸州 达州",
    "贵州 10 贵阳 遵义 毕节 六盘水",
    "云南 12 昆明 大理 曲靖 玉溪 丽江 红河",
    "西藏 1 拉萨",
  ],
  西北大区: [
    "陕西 15 西安 咸阳 宝鸡 渭南 汉中 榆林",
    "甘肃 6 兰州 天水 酒泉 庆阳",
    "青海 2 西宁 海东",
    "宁夏 3 银川 吴忠",
    "新疆 6 乌鲁木齐 昌吉 伊犁 喀什",
  ],
};

export const REGIONS: readonly string[] = Object.keys(TABLE);

export const PROVINCES: readonly Province[] = Object.entries(TABLE).flatMap(([region, lines]) =>
  lines.map((line) => {
    const [name = "", weight = "", ...cities] = line.split(" ");
    return { name, region, weight: Number(weight), cities };
  }),
);

/** What a store is named after inside its city. */
const LANDMARKS: readonly string[] = [
  ..."万象广场 科技园 大学城 步行街 中心书城 高铁站 体育公园 滨江天地 政务中心 老街 软件园 星光天地".split(
    " ",
  ),
  ..."湖畔里 文化宫 人民广场 国际会展 花园路 云谷 金融街 时代天街 河滨路 植物园 创意园 南门里".split(
    " ",
  ),
  ..."青年路 学府路 东湖里 西城汇 春风里 梧桐街 云杉路 桃源里 海棠湾 月牙泉路 紫荆路 凤凰里".split(
    " ",
  ),
];

export interface StorePlace {
  readonly name: string;
  readonly city: string;
  readonly province: number;
}

/** The store that the demo sign-ins work in; it comes first in its city. */
export const SHOWCASE_STORE = "深圳南山科技园店";

/** Shares `count` stores among provinces by weight and among a province's cities by rank; deterministic. */
export function placeStores(count: number): readonly StorePlace[] {
  const shares = shareOut(
    count,
    PROVINCES.map(({ weight }) => weight),
  );
  return PROVINCES.flatMap((province, provinceIndex) => {
    const ranks = province.cities.map((_, rank) => 1 / (rank + 1));
    const perCity = shareOut(shares[provinceIndex] as number, ranks);
    return province.cities.flatMap((city, cityIndex) =>
      Array.from({ length: perCity[cityIndex] as number }, (_, index) => ({
        name: storeName(city, index),
        city,
        province: provinceIndex,
      })),
    );
  });
}

function storeName(city: string, index: number): string {
  if (city === "深圳" && index === 0) return SHOWCASE_STORE;
  const landmark =
    LANDMARKS[(index * 7 + city.length + (city.codePointAt(0) as number)) % LANDMARKS.length];
  const round = Math.floor(index / LANDMARKS.length);
  return `${city}${landmark}${round > 0 ? `${round + 1}` : ""}店`;
}

/** Largest remainders: the parts add up to `count`, and every part gets at least one while there are enough. */
export function shareOut(count: number, weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = weights.map((weight) => (count * weight) / total);
  const parts = exact.map((part) =>
    count >= weights.length ? Math.max(1, Math.floor(part)) : Math.floor(part),
  );
  const order = exact
    .map((part, index) => [part - Math.floor(part), index] as const)
    .toSorted((a, b) => b[0] - a[0]);
  let rest = count - parts.reduce((sum, part) => sum + part, 0);
  for (let turn = 0; rest !== 0; turn = (turn + 1) % order.length) {
    const index = (order[turn] as readonly [number, number])[1];
    if (rest > 0) {
      parts[index] = (parts[index] as number) + 1;
      rest--;
    } else if ((parts[index] as number) > 1) {
      parts[index] = (parts[index] as number) - 1;
      rest++;
    }
  }
  return parts;
}
