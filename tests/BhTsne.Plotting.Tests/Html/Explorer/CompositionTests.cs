using System.Text.Json;
using BhTsne.Plotting.Tests.Oracles;
using BhTsne.Plotting.Tests.Support;

namespace BhTsne.Plotting.Tests.Html.Explorer;

/// <summary>What distinguishes a selection: means, shares and words against formulas in plain loops.</summary>
public sealed class CompositionTests
{
    private const string Files = "words.js,composition.js,wording.js";

    [ProgramFact(Browser.Program)]
    public void Means_and_their_difference_follow_the_formulas() => Check.ForAll(Cases.Numbers, tests =>
    {
        const string Function = """
            ({ values, sets, logarithmic }) => compareNumbers({ name: "v", logarithmic },
              ...sumNumbers({ values: Float32Array.from(values, value => value ?? NaN), logarithmic }, Uint8Array.from(sets)))
            """;
        IEnumerable<JsonElement> results = PageFunctions.CallEach(
            Files, Function, tests.Select(test => new { values = test.Values, sets = test.Sets, logarithmic = test.Logarithmic }));
        Assert.All(tests.Zip(results), test =>
            AssertNumbers(test.First.Values, test.First.Sets, test.First.Logarithmic, [.. test.Second.EnumerateArray()]));
    }, 1);

    private static void AssertNumbers(double?[] values, int[] sets, bool logarithmic, JsonElement[] findings)
    {
        double[] first = Values(values, sets, 1, logarithmic), second = Values(values, sets, 2, logarithmic);
        (int all1, int all2) = (sets.Count(set => (set & 1) != 0), sets.Count(set => (set & 2) != 0));
        Assert.Equal(first.Length > 0 && second.Length > 0, findings.Any(finding => finding.GetProperty("kind").GetString() == "number"));
        Assert.Equal(
            all1 > 0 && all2 > 0 && first.Length + second.Length < all1 + all2,
            findings.Any(finding => finding.GetProperty("kind").GetString() == "missing"));
        foreach (JsonElement finding in findings)
        {
            double h;
            if (finding.GetProperty("kind").GetString() == "missing")
            {
                h = Normal.H(1 - ((double)first.Length / all1), 1 - ((double)second.Length / all2));
                Assert.Equal(Normal.Certain(h, all1, all2), finding.GetProperty("certain").Number(), 1e-9);
                continue;
            }

            (double mean1, double mean2) = (first.Average(), second.Average());
            double variance1 = Variance(first) ?? Variance(second) ?? 0, variance2 = Variance(second) ?? variance1;
            double deviation = Math.Sqrt((variance1 + variance2) / 2), difference = mean1 - mean2;
            double scale = Math.Max(Math.Abs(mean1), Math.Abs(mean2)) + deviation;
            double expected = logarithmic ? Math.Exp(mean1) : mean1;
            Assert.Equal(expected, finding.GetProperty("first").GetProperty("mean").Number(), 1e-6 * (1 + scale + Math.Abs(expected)));
            if (deviation > 1e-3 * scale)
            {
                double d = difference / deviation;
                Assert.Equal(d, finding.GetProperty("d").Number(), 1e-6 * (1 + Math.Abs(d)));
                Assert.Equal(Normal.OfMeans(d), finding.GetProperty("h").Number(), Math.Abs(d) < 8 ? 2e-3 : 0.05);
                Assert.Equal(
                    Normal.Certain(finding.GetProperty("h").Number(), first.Length, second.Length),
                    finding.GetProperty("certain").Number(), 1e-9);
            }
        }
    }

    [ProgramFact(Browser.Program)]
    public void Values_that_do_not_overlap_are_the_largest_difference()
    {
        const string Function = """
            values => compareColumn({ kind: "numbers", name: "v", values: Float32Array.from(values) },
              Uint8Array.from(values, (_, i) => (i < values.length / 2 ? 1 : 2)))
            """;
        double[] constant = [.. Enumerable.Range(0, 200).Select(i => i < 100 ? 5.0 : 3)];
        JsonElement finding = Assert.Single(PageFunctions.Call(Files, Function, constant).EnumerateArray());
        Assert.Equal(Math.PI, finding.GetProperty("h").Number(), 1e-9);

        // Equal values everywhere, and what may be chance, are no finding.
        Assert.Empty(PageFunctions.Call(Files, Function, Enumerable.Repeat(3.0, 200)).EnumerateArray());
        IEnumerable<double> nearly = Enumerable.Range(0, 200).Select(i => (i % 2) + (i < 100 ? 0.05 : 0));
        Assert.Empty(PageFunctions.Call(Files, Function, nearly).EnumerateArray());
    }

    [ProgramFact(Browser.Program)]
    public void Shares_of_categories_follow_the_formulas_and_are_ranked() => Check.ForAll(Cases.Categories, tests =>
    {
        const string Function = """
            ({ codes, sets, categories }) => compareColumn({ kind: "categories", name: "c", codes: Uint16Array.from(codes),
              categories: Array.from({ length: categories }, (_, code) => ({ name: `n${code}` })) }, Uint8Array.from(sets))
            """;
        IEnumerable<JsonElement> results = PageFunctions.CallEach(
            Files, Function, tests.Select(test => new { codes = test.Codes, sets = test.Sets, categories = test.Categories }));
        Assert.All(tests.Zip(results), test =>
            AssertCategories(test.First.Codes, test.First.Sets, test.First.Categories, [.. test.Second.EnumerateArray()]));
    }, 1);

    private static void AssertCategories(int[] codes, int[] sets, int categories, JsonElement[] findings)
    {
        (double all1, double all2) = (sets.Count(set => (set & 1) != 0), sets.Count(set => (set & 2) != 0));
        var expected = Enumerable.Range(0, categories).Select(code =>
        {
            double count1 = codes.Where((c, i) => c == code && (sets[i] & 1) != 0).Count();
            double count2 = codes.Where((c, i) => c == code && (sets[i] & 2) != 0).Count();
            double h = Normal.H(count1 / all1, count2 / all2);
            return (Code: code, Count1: count1, Count2: count2, H: h, Certain: Normal.Certain(h, all1, all2));
        }).ToArray();
        bool told = expected.Count(each => each.Count1 + each.Count2 > 0) == 2
            || expected.Any(each => each is { H: > 0, Certain: > 0 } && each.Count1 >= all1 / 2);
        double[] ranks =
        [
            .. expected.Where(each => each.Certain != 0 && (!told || each.H >= 0))
                .Select(each => Math.Abs(each.Certain)).OrderDescending().Take(4),
        ];
        Assert.Equal(ranks.Length, findings.Length);
        for (int n = 0; n < findings.Length; n++)
        {
            var own = expected[findings[n].GetProperty("code").GetInt32()];
            Assert.Equal(own.Certain, findings[n].GetProperty("certain").Number(), 1e-9);
            Assert.Equal(ranks[n], Math.Abs(own.Certain), 1e-9);
            double Count(string side) => findings[n].GetProperty(side).GetProperty("count").GetDouble();
            Assert.Equal((own.Count1, own.Count2), (Count("first"), Count("second")));
        }
    }

    [ProgramFact(Browser.Program)]
    public void Words_that_are_more_frequent_in_the_selection_are_found()
    {
        string[] texts =
        [
            .. Enumerable.Range(0, 300).Select(i =>
                $"{(i < 60 ? "river </script> " : "")}the text no. {i} {(i % 7 == 0 ? "Élan" : "")}, \u05e9\u05dc\u05d5\u05dd"),
        ];
        const string Function = """
            texts => {
              const collected = wordIndex(texts.length);
              for (const text of texts) collected.add(text);
              const sets = Uint8Array.from(texts, (_, i) => (i < 50 ? 1 : 2));
              return compareColumn({ kind: "texts", name: "t", texts }, sets, collected.index());
            }
            """;
        JsonElement[] findings = [.. PageFunctions.Call(Files, Function, texts).EnumerateArray()];
        Assert.Equal(["river", "script"], findings.Select(finding => finding.GetProperty("name").GetString()).Order());
        Assert.All(findings, finding => Assert.Equal(
            (50, 10),
            (finding.GetProperty("first").GetProperty("count").GetInt32(), finding.GetProperty("second").GetProperty("count").GetInt32())));
    }

    [ProgramFact(Browser.Program)]
    public void Findings_are_said_in_plain_words()
    {
        const string Function = """
            findings => findings.map(finding => {
              const { head, values, note } = wordFinding({ ...finding, d: finding.d ?? Infinity }, "the selection", "the rest");
              return `${head} | ${values} | ${note}`;
            })
            """;
        object Share(string kind, string? name, int count1, int all1, int count2, int all2, string column = "kind") => new
        {
            kind,
            name,
            column = new { name = column, logarithmic = false },
            first = new { count = count1, points = all1, share = (double)count1 / all1 },
            second = new { count = count2, points = all2, share = (double)count2 / all2 },
        };
        object Mean(double? d, bool logarithmic) => new
        {
            kind = "number",
            d,
            column = new { name = "length", logarithmic },
            first = new { mean = 5.5551 },
            second = new { mean = -1234.5 },
        };
        JsonElement lines = PageFunctions.Call(Files, Function, new[]
        {
            Share("category", "7", 178, 194, 1, 1603, "labels"), Share("category", "</b>", 10, 10, 0, 90),
            Share("category", "x", 0, 10, 30, 90),
            Share("category", "y", 1, 100, 40, 100), Share("category", "z", 60, 100, 50, 100), Share("word", "river", 5, 10, 9, 90),
            Share("missing", null, 1, 2000, 1999, 2000), Mean(1.94, false), Mean(-0.3, true), Mean(null, false),
        });
        Assert.Equal(
            [
                "label: 7 | 92 % of the selection, under 0.1 % of the rest | 1,470 times as common, 178 of 179",
                "kind: </b> | 100 % of the selection, 0 % of the rest | all 10 of them are here",
                "kind: x | 0 % of the selection, 33 % of the rest | none is here",
                "kind: y | 1 % of the selection, 40 % of the rest | 40 times as rare, 1 of 41",
                "kind: z | 60 % of the selection, 50 % of the rest | 20 % more common, 60 of 110",
                "“river” in kind | 50 % of the selection, 10 % of the rest | 5 times as common",
                "length has no value | under 0.1 % of the selection, over 99.9 % of the rest | 2,000 times as rare",
                "length is much higher | mean 5.56 in the selection, -1230 in the rest | 1.9 standard deviations apart",
                "length is a little lower | geometric mean 5.56 in the selection, -1230 in the rest | 0.3 standard deviations apart",
                "length is much higher | mean 5.56 in the selection, -1230 in the rest | no value is shared",
            ],
            lines.EnumerateArray().Select(line => line.GetString()!.Replace("kind has", "length has", StringComparison.Ordinal)));
    }

    private static double[] Values(double?[] values, int[] sets, int bit, bool logarithmic) =>
    [
        .. values.Where((_, i) => (sets[i] & bit) != 0).Where(value => value is { } v && (!logarithmic || v > 0))
            .Select(value => (double)(float)value!).Select(value => logarithmic ? Math.Log(value) : value),
    ];

    private static double? Variance(double[] values) =>
        values.Length < 2 ? null : values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Length - 1);
}
