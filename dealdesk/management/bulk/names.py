"""Invented Chinese names of companies and people, as many as are asked for and always the same."""

from collections.abc import Iterator
from itertools import product
from random import Random

# fmt: off
CITIES = (
    "北京", "上海", "深圳", "广州", "杭州", "成都", "武汉", "南京", "苏州", "西安",
    "重庆", "天津", "长沙", "青岛", "宁波", "厦门", "郑州", "合肥", "无锡", "佛山",
    "东莞", "福州", "济南", "大连", "沈阳", "昆明", "珠海", "常州", "南通", "嘉兴",
)
# fmt: on
FIRST = "澄云启星蓝海明远瑞博新锐华信恒安天智慧通联盛泽景睿嘉诚卓凡润方正和元亨利贞同心创飞翔腾达兴隆宏泰"
SECOND = "湖岸帆辰鲸石川峰谷林原野舟桥塔梯弦音画语书课桌窗灯光影波浪潮汐风雨雷电雪霜露虹霞晨曦夏秋冬春"
TRADES = {
    "education": "在线教育科技",
    "entertainment": "互动娱乐",
    "healthcare": "互联网医疗",
    "finance": "金融信息服务",
    "recruitment": "人力资源服务",
    "gaming": "游戏网络",
    "mobility": "出行科技",
    "tourism": "文化旅游",
    "construction": "智慧建造",
    "ecommerce": "电子商务",
    "government": "数字政务服务",
    "other": "数字技术",
}
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红建文辉力明永健世广志义兴良海山仁波宁贵福生龙元"


def companies(count: int, seed: int = 7) -> Iterator[tuple[str, str, str]]:
    """(full name, short name, industry): no two full names are alike."""
    random = Random(seed)
    brands = [first + second for first, second in product(FIRST, SECOND)]
    random.shuffle(brands)
    for number in range(count):
        turn, place = divmod(number, len(brands))
        brand, industry = brands[place], random.choice(list(TRADES))
        # The turn moves the city on, so that a brand that comes back is another company.
        city = CITIES[(place + turn) % len(CITIES)]
        yield f"{brand}{TRADES[industry]}（{city}）有限公司", f"{city}{brand}", industry


def person(random: Random) -> str:
    return random.choice(SURNAMES) + "".join(random.sample(GIVEN, random.choice((1, 2, 2))))
