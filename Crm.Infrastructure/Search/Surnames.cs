using System.Collections.Frozen;

namespace Crm.Infrastructure.Search;

/// <summary>Surnames that are not read like the word written with the same character.</summary>
internal static class Surnames
{
    private static readonly FrozenDictionary<string, string[]> Readings = Parse("""
        单 shan4,仇 qiu2,解 xie4,曾 zeng1,查 zha1,华 hua4,任 ren2,盖 ge3,区 ou1,朴 piao2,缪 miao4,乐 yue4,折 she2,黑 he4
        秘 bi4,冼 xian3,翟 zhai2,员 yun4,贠 yun4,洗 xian3,繁 po2,种 chong2,逄 pang2,召 shao4,覃 qin2,牟 mou2,宁 ning4
        那 na1,谌 chen2,应 ying1,晟 cheng2,石 shi2,车 che1,郇 xun2,隗 wei3,郗 xi1,祭 zhai4,句 gou1,过 guo1,令 ling2
        葛 ge3,柏 bai3,纪 ji3,盛 sheng4,相 xiang4,曲 qu1,粘 nian2,燕 yan1,阚 kan4,么 yao1,幺 yao1,藏 zang4,於 yu1,呙 guo1
        难 ning4,钭 tou3,少 shao4,颉 xie2,撒 sa4,卜 bu3,万 wan4,尹 yin3,沈 shen3,洪 hong2,长 chang2,干 gan1,观 guan4
        佴 nai4,薄 bo2,能 nai4,乜 nie4,会 gui4,教 jiao4,晁 chao2,褚 chu3,臧 zang1,哈 ha3,费 fei4,尉 wei4,瞿 qu2,訾 zi1,郝 hao3,度 du4,都 du1
        尉迟 yu4 chi2,万俟 mo4 qi2,长孙 zhang3 sun1,令狐 ling2 hu2,澹台 tan2 tai2,单于 chan2 yu2,夏侯 xia4 hou2
        亓官 qi2 guan1,皇甫 huang2 fu3,诸葛 zhu1 ge3,拓跋 tuo4 ba2,淳于 chun2 yu2,鲜于 xian1 yu2,宰父 zai3 fu3
        乐正 yue4 zheng4,子车 zi3 ju1,漆雕 qi1 diao1,公冶 gong1 ye3,宗政 zong1 zheng4,濮阳 pu2 yang2,闾丘 lv2 qiu1
        呼延 hu1 yan2,端木 duan1 mu4,欧阳 ou1 yang2,司马 si1 ma3,上官 shang4 guan1,东方 dong1 fang1,独孤 du2 gu1
        南宫 nan2 gong1,慕容 mu4 rong2,司徒 si1 tu2,司空 si1 kong1,轩辕 xuan1 yuan2,钟离 zhong1 li2,宇文 yu3 wen2
        """);

    /// <summary>The readings of the surname at the start, "yu4", "chi2"; empty when the ordinary readings apply.</summary>
    public static string[] At(ReadOnlySpan<char> name)
    {
        var known = Readings.GetAlternateLookup<ReadOnlySpan<char>>();
        if (name.Length >= 2 && known.TryGetValue(name[..2], out var compound))
            return compound;
        return name.Length > 0 && known.TryGetValue(name[..1], out var single) ? single : [];
    }

    private static FrozenDictionary<string, string[]> Parse(string list) =>
        list.Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split(' '))
            .ToFrozenDictionary(parts => parts[0], parts => parts[1..]);
}
