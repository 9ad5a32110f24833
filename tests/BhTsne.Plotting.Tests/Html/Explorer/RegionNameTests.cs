using System.Text.Json;
using BhTsne.Plotting.Tests.Support;

namespace BhTsne.Plotting.Tests.Html.Explorer;

/// <summary>Names of regions: what sets each apart from the other regions, and no name twice.</summary>
public sealed class RegionNameTests
{
    private const string Files = "words.js,composition.js,regionsums.js,regionnames.js";

    private const string Names = """
        ({ columns, regionOf }) => {
          const sizes = [];
          for (const region of regionOf) if (region >= 0) sizes[region] = (sizes[region] ?? 0) + 1;
          const sums = columns.map(({ name, values, codes, categories, texts }) => {
            if (values) return sumRegions({ kind: "numbers", name, values: Float32Array.from(values) }, regionOf, sizes);
            if (codes) {
              return sumRegions({ kind: "categories", name, codes, categories: categories.map(name => ({ name })) }, regionOf, sizes);
            }
            const collected = wordIndex(texts.length);
            texts.forEach(text => collected.add(text));
            return sumRegions({ kind: "texts", name }, regionOf, sizes, collected.index());
          });
          const work = nameRegions(sums, sizes.length);
          for (;;) {
            const { done, value } = work.next();
            if (done) return value;
          }
        }
        """;

    [ProgramFact(Browser.Program)]
    public void Regions_of_which_the_same_is_to_be_said_take_a_second_column()
    {
        // Four regions: low or high time, and within each of both low or high fare.
        string[] names = NamesOf(4, 100, Numbers("time", r => r / 2), Numbers("fare", r => r % 2));
        Assert.Equal(4, names.Distinct().Count());
        Assert.All(Enumerable.Range(0, 4), r =>
        {
            Assert.Contains(r / 2 == 0 ? "low time" : "high time", names[r], StringComparison.Ordinal);
            Assert.Contains(r % 2 == 0 ? "low fare" : "high fare", names[r], StringComparison.Ordinal);
        });
    }

    [ProgramFact(Browser.Program)]
    public void A_region_is_compared_with_the_other_regions_and_not_with_points_of_none()
    {
        // Both regions are far above the points of no region; between them only the sign of the difference counts.
        int[] regionOf = [.. Enumerable.Range(0, 300).Select(i => (i / 100) - 1)];
        float[] values = [.. regionOf.Select((region, i) => (region < 0 ? -1000 : region == 0 ? 10 : 20) + (i % 5))];
        Assert.Equal(["low time", "high time"], NamesOf(regionOf, new { name = "time", values }));
    }

    [ProgramFact(Browser.Program)]
    public void A_region_is_left_without_a_name_rather_than_named_as_another()
    {
        string[] names = NamesOf(5, 100, Numbers("time", r => r < 3 ? 0 : 1));
        Assert.Equal(["low time", "", "", "high time", ""], names);

        // Nothing is known of these.
        Assert.Equal(["", "", ""], NamesOf(3, 100, Numbers("time", _ => 0)));
    }

    [ProgramFact(Browser.Program)]
    public void What_only_one_region_has_is_said_before_what_several_have()
    {
        // The first four have a low time; the first alone has a high fare, which is less clear.
        string[] names = NamesOf(8, 100, Numbers("time", r => r < 4 ? 0 : 3), Numbers("fare", r => r == 0 ? 0.12 : 0));
        Assert.Equal("high fare", names[0]);
        Assert.Equal(["low time", "high time"], names.Skip(1).Where(name => name.Length > 0));
    }

    [ProgramFact(Browser.Program)]
    public void The_same_in_another_order_is_no_other_name()
    {
        // Whatever two regions are compared with, x is low in both, and y: in the first x is clearer, in the second y.
        const string Function = """
            () => {
              const finding = (name, clear) => [{ kind: "number", column: { name }, h: -clear, certain: -clear }];
              const sums = ["x", "y"].map((name, n) => region => finding(name, region === n ? 2 : 1)), work = nameRegions(sums, 2);
              for (;;) {
                const { done, value } = work.next();
                if (done) return value;
              }
            }
            """;
        Assert.Equal(
            ["low x, low y", ""], PageFunctions.Call(Files, Function, null).EnumerateArray().Select(name => name.GetString()!));
    }

    [ProgramFact(Browser.Program)]
    public void Categories_and_words_name_regions_and_short_categories_have_the_name_of_their_column()
    {
        int[] regionOf = [.. Enumerable.Range(0, 200).Select(i => i / 100)];
        int[] codes = regionOf;
        string[] categories = ["yes", "no"], long1 = ["electronics", "</script>books"];
        Assert.Equal(["paid yes", "paid no"], NamesOf(regionOf, new { name = "paid", codes, categories }));
        Assert.Equal(long1, NamesOf(regionOf, new { name = "paid", codes, categories = long1 }));
        string[] texts = [.. regionOf.Select((region, i) => region == 0 ? $"river water {i}" : $"road car {i}")];
        Assert.Equal(["river, water", "road, car"], NamesOf(regionOf, new { name = "text", texts }));
    }

    [ProgramFact(Browser.Program)]
    public void Names_differ_also_where_they_are_cut()
    {
        string same = new('w', 300);
        string[] names = NamesOf(4, 100, Numbers(same + "1", r => r / 2), Numbers(same + "2", r => r % 2));
        string[] written = [.. names.Where(name => name.Length > 0)];
        Assert.NotEmpty(written);
        Assert.Equal(written.Length, written.Distinct().Count());
        Assert.All(written, name => Assert.InRange(name.Length, 1, 60));
    }

    [ProgramFact(Browser.Program)]
    public void Sums_of_regions_give_the_findings_of_two_sets() => Check.ForAll(Cases.Numbers, tests =>
    {
        const string Function = """
            ({ values, sets, logarithmic }) => {
              const column = { kind: "numbers", name: "v", logarithmic, values: Float32Array.from(values, value => value ?? NaN) };
              const regionOf = sets.map(set => (set === 3 ? 2 : set) - 1), sizes = [0, 1, 2].map(r => regionOf.filter(x => x === r).length);
              const sum = sumRegions(column, regionOf, sizes);
              const direct = compareNumbers(column, ...sumNumbers(column, Uint8Array.from(regionOf, r => [1, 2, 2][r] ?? 0)));
              const same = (a, b) => Object.is(a, b) || Math.abs(a - b) <= 1e-6 * (1 + Math.abs(b));
              const found = sum(0, [1, 2]);
              return found.length === direct.length && found.every((finding, n) => finding.kind === direct[n].kind
                && same(finding.h, direct[n].h) && same(finding.certain, direct[n].certain));
            }
            """;
        IEnumerable<JsonElement> results = PageFunctions.CallEach(
            Files, Function, tests.Select(test => new { values = test.Values, sets = test.Sets, logarithmic = test.Logarithmic }));
        Assert.All(results, result => Assert.True(result.GetBoolean()));
    }, 1);

    private static Func<int[], object> Numbers(string name, Func<int, double> mean) => regionOf =>
        new { name, values = regionOf.Select((region, i) => mean(region) + (i % 10 * 0.03)).ToArray() };

    private static string[] NamesOf(int regions, int points, params Func<int[], object>[] columns)
    {
        int[] regionOf = [.. Enumerable.Range(0, regions * points).Select(i => i / points)];
        return NamesOf(regionOf, [.. columns.Select(column => column(regionOf))]);
    }

    private static string[] NamesOf(int[] regionOf, params object[] columns) =>
        [.. PageFunctions.Call(Files, Names, new { columns, regionOf }).EnumerateArray().Select(name => name.GetString()!)];
}
