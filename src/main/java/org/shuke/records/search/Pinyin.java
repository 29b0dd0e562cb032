package org.shuke.records.search;

import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.util.PinyinHelper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How characters are spoken, without tones: 重 is `zhong` and `chong`.
///
/// A character has its usual reading from the dictionary; those that names and places really use
/// with two readings have both. All readings of all characters would triple the index and find
/// mostly nonsense.
final class Pinyin {
  /// Characters of names, places and companies with more than one reading in use, usual one first.
  private static final String SEVERAL =
      """
      重 zhong chong  长 chang zhang  乐 le yue  单 dan shan chan  行 hang xing  曾 zeng ceng
      解 xie jie  仇 qiu chou  朝 chao zhao  朴 pu piao  贾 jia gu  柏 bai bo  薄 bo bao
      莞 guan wan  厦 xia sha  查 cha zha  盖 gai ge  翟 zhai di  覃 qin tan  尉 wei yu
      石 shi dan  区 qu ou  召 zhao shao  能 neng nai  洗 xi xian  藏 cang zang  传 chuan zhuan
      都 du dou  会 hui kuai  降 jiang xiang  强 qiang jiang  盛 sheng cheng  种 zhong chong
      乘 cheng sheng  车 che ju  万 wan mo  俟 qi si  於 yu wu  缪 miao mou  宓 mi fu
      谌 chen shen  隗 wei kui  员 yuan yun  郇 xun huan  祭 ji zha  黑 hei he  六 liu lu
      蚌 bang beng  泊 bo po  陆 lu liu  卜 bu bo  娜 na nuo  茜 qian xi  阿 a e  佛 fo fu
      拓 tuo ta  澄 cheng deng  参 can shen  系 xi ji  调 diao tiao  弹 dan tan  校 xiao jiao
      省 sheng xing  宿 su xiu  塞 sai se  折 zhe she  率 lü shuai  堡 bao pu bu  卡 ka qia
      屏 ping bing  圈 quan juan  纤 xian qian  壳 ke qiao  仔 zai zi  什 shen shi  称 cheng chen
      着 zhe zhuo zhao  地 di de  的 de di  还 hai huan  大 da dai  差 cha chai  模 mo mu
      便 bian pian  畜 chu xu  勒 le lei  颉 jie xie  浚 jun xun  尾 wei yi  牟 mou mu
      冯 feng ping  艾 ai yi  伽 jia ga  茄 qie jia  蛤 ge ha  贲 ben bi  晟 sheng cheng
      埔 pu bu  涡 wo guo  涌 yong chong  汤 tang shang  荥 xing ying  枞 zong cong  栎 li yue
      筠 yun jun  隽 jun juan  炅 jiong gui  莘 xin shen  殷 yin yan  琢 zhuo zuo  粘 zhan nian
      扎 zha za  辟 bi pi  似 si shi  露 lu lou  血 xue xie  角 jiao jue  觉 jue jiao  和 he huo
      脉 mai mo  绿 lü lu  给 gei ji  谁 shei shui  没 mei mo  了 le liao  戏 xi hu  番 fan pan
      禅 chan shan  秘 mi bi  尺 chi che  叶 ye xie  裳 shang chang  靓 liang jing  蔓 man wan
      """;

  private static final Map<Integer, List<String>> READINGS = new HashMap<>();
  private static final Set<String> SYLLABLES = new HashSet<>();

  static {
    for (var entry : SEVERAL.split("\\s{2,}|\n")) {
      var parts = entry.split(" ");
      READINGS.put(parts[0].codePointAt(0), written(List.of(parts).subList(1, parts.length)));
    }
    for (int c = 0x3400; c <= 0x9fff; c++) {
      READINGS.computeIfAbsent(c, Pinyin::usual);
    }
    READINGS.values().removeIf(List::isEmpty);
    READINGS.values().forEach(SYLLABLES::addAll);
  }

  private Pinyin() {}

  private static List<String> usual(int character) {
    var list = PinyinHelper.toPinyinList((char) character, PinyinStyleEnum.NORMAL);
    return list == null || list.isEmpty() ? List.of() : written(list.subList(0, 1));
  }

  /// As people type it: ü is `v`, and many write `u`.
  private static List<String> written(List<String> spoken) {
    var typed = new LinkedHashSet<String>();
    for (var each : spoken) {
      typed.add(each.replace('ü', 'v'));
      typed.add(each.replace('ü', 'u'));
    }
    return typed.stream().filter(s -> s.chars().allMatch(c -> c >= 'a' && c <= 'z')).toList();
  }

  /// The readings of a character, the usual one first; empty for what has none.
  static List<String> of(int character) {
    return READINGS.getOrDefault(character, List.of());
  }

  /// Does a text begin with a whole syllable? `zha` does, `zh` does not.
  static boolean begins(String letters) {
    for (int length = Math.min(6, letters.length()); length > 0; length--) {
      if (SYLLABLES.contains(letters.substring(0, length))) {
        return true;
      }
    }
    return false;
  }

  /// What can be typed from each unit of a name on: the readings of that unit and of all that
  /// follow, at most `variants` for each start.
  ///
  /// @param units the readings of each unit in order
  /// @param length where a reading is cut off
  static List<List<String>> suffixes(List<List<String>> units, int variants, int length) {
    var all = new ArrayList<List<String>>();
    var after = List.of("");
    for (var readings : units.reversed()) {
      var here = new LinkedHashSet<String>();
      for (var rest : after) {
        for (var reading : readings) {
          if (here.size() < variants) {
            var text = reading + rest;
            here.add(text.length() > length ? text.substring(0, length) : text);
          }
        }
      }
      after = List.copyOf(here);
      all.add(after);
    }
    return all.reversed();
  }
}
