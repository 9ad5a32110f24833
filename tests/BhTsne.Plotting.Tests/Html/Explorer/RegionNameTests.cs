using BhTsne.Plotting.Tests.Support;

namespace BhTsne.Plotting.Tests.Html.Explorer;

/// <summary>The name of a dense region, made of what distinguishes it.</summary>
public sealed class RegionNameTests
{
    private static readonly object Age = new { name = "age" }, Weight = new { name = "weight <b>" }, Town = new { name = "town" };

    /// <summary>JSON does not keep which columns are the same: those of one name are made one object again.</summary>
    private const string Function = """
        lists => {
          const columns = new Map();
          const same = column => columns.get(column.name) ?? (columns.set(column.name, column), column);
          return lists.map(list => regionName(list.map(finding => ({ ...finding, column: same(finding.column) }))));
        }
        """;

    [ProgramFact(Browser.Program)]
    public void The_name_has_the_clearest_finding_and_a_second_one_that_is_nearly_as_clear()
    {
        object[][] findings =
        [
            [],
            [Number(Age, h: 0.9, certain: 0.49)],
            [Number(Age, h: 0.9, certain: 0.8)],
            [Number(Age, h: -0.9, certain: -0.8)],
            [Number(Age, 0.9, 0.8), Number(Weight, -0.8, -0.65)],
            [Number(Age, 0.9, 0.8), Number(Weight, -0.8, -0.63)],
            [Number(Age, 0.9, 0.8), Number(Age, -0.8, -0.8)],
            [Share("category", Town, "\"Rome\", </script>", 0.9, 0.4)],
            [Share("category", Town, "Rome", 0.9, 0.39)],
            [Share("category", Town, "Rome", -0.9, 0.4)],
            [Share("missing", Town, "", 0.9, 0.6), Number(Age, -1, -0.9)],
            [Share("word", Town, "sea", 0.9, 0.08), Share("word", Town, "sun", 0.8, 0.5), Share("word", Age, "no", 0.8, 0.5),
                Share("word", Town, "sand", 0.7, 0.2), Share("word", Town, "salt", 0.7, 0.2)],
            [Share("word", Town, "sea", 0.9, 0.07)],
        ];
        Assert.Equal(
            [
                "", "", "high age", "low age", "high age, low weight <b>", "high age", "high age", "\"Rome\", </script>", "", "",
                "no town, low age", "sea, sun, sand", "",
            ],
            PageFunctions.Call("names.js", Function, findings).EnumerateArray().Select(name => name.GetString()));
    }

    private static object Number(object column, double h, double certain) => new { kind = "number", column, h, certain, name = "" };

    private static object Share(string kind, object column, string name, double certain, double share) =>
        new { kind, column, name, h = certain, certain, first = new { share } };
}
