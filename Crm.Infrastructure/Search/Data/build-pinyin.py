"""Packs the pinyin tables into the two files that Pinyin.cs loads.

usage: build-pinyin.py pinyin.txt kMandarin_8105.txt phrase_pinyin.txt output-directory

pinyin-characters.txt.gz  one character per line: "行xing2 hang2 heng2", most frequent reading first, at most three
pinyin-phrases.txt.gz     one phrase per line in UTF-16 order: "银行yin2 hang2"; a phrase with two readings has two lines
"""
import collections
import gzip
import os
import re
import sys
import unicodedata

TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}

# Readings of places and trades that the phrase table lacks or lists second.
OVERRIDES = """
朝阳 chao2 yang2|朝阳市 chao2 yang2 shi4|六安 lu4 an1|六安市 lu4 an1 shi4|台州 tai1 zhou1|台州市 tai1 zhou1 shi4
天台县 tian1 tai1 xian4|丽水 li2 shui3|丽水市 li2 shui3 shi4|缙云 jin4 yun2|乐清 yue4 qing1|乐清市 yue4 qing1 shi4
乐亭 lao4 ting2|番禺 pan1 yu2|大埔 da4 bu4|荥阳 xing2 yang2|荥经 ying2 jing1|单县 shan4 xian4|莘县 shen1 xian4
莘庄 xin1 zhuang1|尉犁 yu4 li2|尉氏 wei4 shi4|浚县 xun4 xian4|洪洞 hong2 tong2|繁峙 fan2 shi4|井陉 jing3 xing2
蔚县 yu4 xian4|涡阳 guo1 yang2|歙县 she4 xian4|铅山 yan2 shan1|东阿 dong1 e1|监利 jian4 li4|盱眙 xu1 yi2
筠连 jun1 lian2|犍为 qian2 wei2|郫都 pi2 du1|北碚 bei3 bei4|长子县 zhang3 zi3 xian4|柏乡 bai3 xiang1|会稽 kuai4 ji1
厦门 xia4 men2|浒墅关 xu3 shu4 guan1|十堰 shi2 yan4|蚌埠 beng4 bu4|渑池 mian3 chi2|中牟 zhong1 mu4|泌阳 bi4 yang2
长丰 chang2 feng1|长治 chang2 zhi4|长兴 chang2 xing1|长岭 chang2 ling3|长虹 chang2 hong2|长江 chang2 jiang1
长三角 chang2 san1 jiao3|长电 chang2 dian4|长宁 chang2 ning2|长乐 chang2 le4|乐平 le4 ping2|乐视 le4 shi4
重汽 zhong4 qi4|重工 zhong4 gong1|重科 zhong4 ke1|重机 zhong4 ji1|重型 zhong4 xing2|三一重工 san1 yi1 zhong4 gong1
建行 jian4 hang2|工行 gong1 hang2|农行 nong2 hang2|中行 zhong1 hang2|交行 jiao1 hang2|招行 zhao1 hang2
商行 shang1 hang2|支行 zhi1 hang2|分行 fen1 hang2|总行 zong3 hang2|央行 yang1 hang2|琴行 qin2 hang2|车行 che1 hang2
薄膜 bo2 mo2|调味 tiao2 wei4|调味品 tiao2 wei4 pin3|空调 kong1 tiao2|传媒 chuan2 mei2|供应链 gong1 ying4 lian4
弹簧 tan2 huang2|轴承 zhou2 cheng2|钉钉 ding1 ding1|的士 di1 shi4|曾都 zeng1 du1|任丘 ren2 qiu1|任城 ren2 cheng2
"""


def numbered(syllable):
    """"háng" → "hang2"; ü → v, no tone mark → 5. None for ê, m̀ and other readings no keyboard can type."""
    tone, letters = "5", []
    for c in unicodedata.normalize("NFD", syllable):
        if c in TONES:
            tone = TONES[c]
        elif c == "\u0308":
            letters[-1] = "v"
        else:
            letters.append(c)
    reading = "".join(letters).replace("ɡ", "g")
    return reading + tone if re.fullmatch("[a-z]+", reading) and re.search("[aeiouv]", reading) else None


def rows(path):
    with open(path, encoding="utf-8") as source:
        for line in source:
            line = line.split("#")[0].strip()
            if ":" in line:
                yield [part.strip() for part in line.split(":", 1)]


def character(code):
    return chr(int(code[2:], 16))


def write(path, lines):
    with open(path, "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=9, mtime=0, filename="") as target:
        target.write("".join(line + "\n" for line in lines).encode("utf-8"))


pinyin, mandarin, phrase_table, output = sys.argv[1:]

phrases = collections.OrderedDict()
for entry in OVERRIDES.replace("\n", "|").strip("|").split("|"):
    text, reading = entry.split(" ", 1)
    phrases[text] = [tuple(reading.split())]
for text, reading in rows(phrase_table):
    syllables = [numbered(s) for s in reading.split()]
    if not 2 <= len(text) <= 8 or len(syllables) != len(text) or None in syllables:
        continue
    # The table writes changed tones (bú, yí); the plain tone keeps one character in one place of a sorted list.
    syllables = tuple({"一": "yi1", "不": "bu4"}.get(c, s) for c, s in zip(text, syllables))
    if syllables not in phrases.setdefault(text, []):
        phrases[text].append(syllables)

used = collections.defaultdict(collections.Counter)
for text, readings in phrases.items():
    for syllables in readings:
        for c, s in zip(text, syllables):
            used[c][s] += 1

main = {character(code): numbered(reading.split()[0]) for code, reading in rows(mandarin)}
lines = []
for code, reading in rows(pinyin):
    c = character(code)
    known = [s for s in map(numbered, reading.split(",")) if s]
    first = main.get(c) or (known[0] if known else None)
    if first is None:
        continue
    # For characters in use, readings that occur in no phrase are dictionary ghosts that would only blur a search.
    others = [s for s, _ in used[c].most_common()] if c in main else known
    others = [s for s in dict.fromkeys(others) if s != first and s in known]
    lines.append((ord(c), c + " ".join([first, *others[:2]])))

write(os.path.join(output, "pinyin-characters.txt.gz"), [line for _, line in sorted(lines)])
write(
    os.path.join(output, "pinyin-phrases.txt.gz"),
    [text + " ".join(s) for text in sorted(phrases, key=lambda t: t.encode("utf-16-be")) for s in phrases[text]],
)
