"""Make the tables behind the recognition of names from the word list of jieba (MIT licence).

Usage: ``python make_names.py jieba/dict.txt OUT_DIR``

Written: ``given_names.tsv`` (how often a character is a given name of one character, the first of two,
the second of two), ``transliteration.tsv`` (how often a character begins, continues, ends a foreign name)
and ``place_characters.tsv`` (how often a character stands in a place name before its suffix). All are
counts of different names, not of running text. ``surnames.tsv``, in OUT_DIR, is read, not written.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

HAN = re.compile(r"[\u4e00-\u9fff]+")
NUMERAL = re.compile(r"[一二三四五六七八九十百千]")
NOT_NAMES = ("v", "d", "r", "p", "c", "m", "q", "u", "y", "i", "l", "a", "t", "f", "s")
# Surnames that begin no foreign names, so that 马拉迪 and 罗斯曼 teach nothing about given names.
SAFE = frozenset(
    "王李张刘陈杨赵黄周吴徐孙朱胡郭何林梁宋郑谢韩唐冯董程曹袁邓许傅沈曾彭吕蒋蔡贾丁魏薛叶余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊陆郝孔崔邱秦江史顾侯邵孟段钱汤尹黎贺龚施严洪翟柳葛岳童凌章俞祝左涂邢倪聂焦"
)
# What stands after a name in novels, or makes a form of address of it: 张飞大怒, 孙大人, 李氏.
NEVER = frozenset(
    "而某兮乎矣焉哉任曾已因及并其该则但即由从对到去道曰笑怒惊叹问说喊叫喝骂氏公爷娘哥姐妹叔婶嫂爸妈老们等的了是在将把被又也都就不没这那你我他她它得着过给向与和"
)
# Names given since the 1980s, which the word list hardly has; each is counted this many times more.
MODERN = (
    "涵梓轩怡欣雨萱睿博诗琪浩宇彤佳琳悦然诺辰晨奕妍茜倩婷莹雪晶洁蕾薇璐瑶珊娜雯静慧颖妮芸菲娟鑫磊凯鹏涛超勇帅洋阳"
    "鸣皓昊泽铭航翔昕昱晗熙琦琛瑾瑜璇婧媛岚霞艳燕琴萍玲霖霏骏毅坚楠桐桦柯栋栩淼溪滢潇澜"
)
MODERN_COUNT = 20
# The syllables of the usual transcription tables, and those of women's names; counted this many times more.
TRANSCRIBED = (
    "阿埃艾安昂奥巴拔班邦保鲍贝本比彼边别宾波博布蔡查昌达戴丹当德登邓迪蒂丁东杜敦多厄恩尔法凡方菲费芬丰冯佛夫弗福盖甘冈"
    "高戈哥格葛根贡古瓜圭哈海汉豪赫亨华怀霍基吉季加贾简姜杰金津居卡凯坎康考柯科克肯孔库夸奎坤拉莱赖兰朗劳勒雷黎里理利连廉"
    "列林龙隆卢鲁鹿路伦罗洛吕马玛迈麦曼芒毛梅门蒙米密缪莫默姆穆纳乃奈南瑙内尼涅宁牛纽农努诺欧帕派潘庞佩彭蓬皮匹坡珀普齐契"
    "恰乔钦琴琼丘让热荣儒茹瑞若萨塞赛桑瑟森沙山尚绍舍申圣施什史舒朔斯思丝松苏索塔泰坦汤唐陶特腾滕提铁廷图托瓦万旺威韦维卫温"
    "翁沃乌武伍西希锡席夏香肖谢辛匈休修许宣逊亚延扬耶叶伊因英尤约扎泽詹芝兹宗祖佐伐葡葛缇"
)
NEVER_FOREIGN = frozenset("和与及或的是在了由从被把等于并对")
WOMENS = "娜妮莎琳丽露黛薇芙雅珍洁蕾琪娅莉缇茜蜜芭玫"
TRANSCRIBED_COUNT, WOMENS_COUNT = 1, 8
SUFFIX = re.compile(
    r"(?:自治州|自治县|街道|胡同|[省市县区镇乡村州旗盟路街巷弄里庄屯沟岭山峰河江湖海岛港湾桥站寺庙营堡坝埠])$"
)
NOTE = (
    "# Counts of different names in the word list of jieba 0.42.1 (MIT licence), by training/make_names.py.\n"
)


def read(path: Path) -> list[tuple[str, int, str]]:
    rows = (line.split(" ") for line in path.read_text(encoding="utf-8").splitlines())
    return [(word, int(count), tag) for word, count, tag in rows if HAN.fullmatch(word)]


def surnames(path: Path) -> set[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {line.split("\t")[0] for line in lines if line and line[0] != "#"}


def write(path: Path, title: str, columns: Iterable[Counter[str]]) -> None:
    counters = list(columns)
    chars = sorted(set().union(*counters), key=lambda char: (-sum(c[char] for c in counters), char))
    with path.open("w", encoding="utf-8") as file:
        file.write(title + NOTE)
        for char in chars:
            file.write("\t".join([char, *(str(counter[char]) for counter in counters)]) + "\n")


def given(words: list[tuple[str, int, str]], known: set[str]) -> list[Counter[str]]:
    """Count given names; entries that are a surname with a common word (陈医生, 颜大怒) are left out."""
    plain = {word for word, count, tag in words if tag.startswith(NOT_NAMES) and count > 3}
    nouns = {word for word, count, tag in words if tag == "n" and count > 100}
    single: Counter[str] = Counter()
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for word, _, tag in words:
        if tag not in ("nr", "nrfg") or word[:1] not in SAFE or word[:2] in known:
            continue
        rest = word[1:]
        if NEVER.intersection(rest):
            continue
        if len(rest) == 1:
            single[rest] += 1
        elif len(rest) == 2 and rest not in plain and rest not in nouns:
            first[rest[0]] += 1
            second[rest[1]] += 1
    for char in MODERN:
        single[char] += MODERN_COUNT // 5
        first[char] += MODERN_COUNT
        second[char] += MODERN_COUNT
    return [single, first, second]


def transliterations(words: list[tuple[str, int, str]]) -> list[Counter[str]]:
    begins: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for word, _, tag in words:
        if tag == "nrt" and len(word) > 2 and not NUMERAL.search(word):
            begins[word[0]] += 1
            inside.update(word[1:-1])
            ends[word[-1]] += 1
    for counter in (begins, inside, ends):
        for char in NEVER_FOREIGN:
            del counter[char]
        counter.update(dict.fromkeys(TRANSCRIBED, TRANSCRIBED_COUNT))
        counter.update(dict.fromkeys(WOMENS, WOMENS_COUNT))
    return [begins, inside, ends]


def places(words: list[tuple[str, int, str]]) -> list[Counter[str]]:
    stems: Counter[str] = Counter()
    for word, _, tag in words:
        stem = SUFFIX.sub("", word)
        if tag == "ns" and 0 < len(stem) < len(word) and len(stem) < 4:
            stems.update(stem)
    return [stems]


def main() -> None:
    words, out = read(Path(sys.argv[1])), Path(sys.argv[2])
    known = surnames(out / "surnames.tsv")
    write(out / "given_names.tsv", "# Character, alone, first of two, second of two.\n", given(words, known))
    write(out / "transliteration.tsv", "# Character, first, inside, last.\n", transliterations(words))
    write(out / "place_characters.tsv", "# Character, in a place name.\n", places(words))


if __name__ == "__main__":
    main()
