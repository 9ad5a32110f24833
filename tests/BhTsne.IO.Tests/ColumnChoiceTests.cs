using BhTsne.IO.Tests.Oracles;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.IO.Tests;

/// <summary>Columns that are chosen or left out by names, numbers, ranges and patterns.</summary>
public sealed class ColumnChoiceTests : IDisposable
{
    private static readonly string[] _names = ["a", "3", "2-4", "a:c", "petal len", "petal*", "\u202Eabc, \"x\"", "c", "</script>", "7"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Random_lists_choose_what_plain_loops_choose()
    {
        Gen<string> item = Gen.Elements(
            ["1", "10", "2-3", "9-10", "5-5", "a:petal len", "petal*", "pet*l?len", "*e*", "*", "a", "c:7", "2-4", "a:c", "3", .. _names]);
        var lists =
            from chosen in item.ArrayOf().Where(items => items.Length > 0)
            from dropped in item.ArrayOf(2)
            from hasColumns in Gen.Elements(true, false)
            select (Columns: hasColumns ? chosen : null, Dropped: dropped.Where(text => text != "*").ToArray());
        string path = _folder.Write("a.csv", $"{string.Join(',', _names.Select(Quoted))}\n{string.Join(',', Enumerable.Range(1, 10))}\n");
        Check.ForAll(Arb.From(lists), list =>
        {
            HashSet<int> expected = [];
            bool isKnown = true;
            foreach (string text in list.Columns ?? ["1-10"])
            {
                isKnown &= Add(expected, text, add: true);
            }

            foreach (string text in list.Dropped)
            {
                isKnown &= Add(expected, text, add: false);
            }

            TableReadOptions options = new() { Columns = list.Columns, DropColumns = list.Dropped, Header = HeaderMode.Yes };
            if (!isKnown || expected.Count == 0)
            {
                Assert.Throws<TableFormatException>(() => TableReader.Read(path, options));
                return;
            }

            Table table = TableReader.Read(path, options);
            Assert.Equal(expected.Order().Select(column => column + 1f), table.Points.Values.ToArray());
            Assert.Equal(expected.Order().Select(column => _names[column]), table.ColumnNames);
        }, cases: 400);
    }

    [Theory]
    [InlineData(
        "petl len", ": the column to read 'petl len' was not found; did you mean 'petal len'? there are 3 columns: 'petal len', 'b', 'c'.")]
    [InlineData("PETAL LEN", ": the column to read 'PETAL LEN' was not found; did you mean 'petal len'? ")]
    [InlineData("width", ": the column to read 'width' was not found; there are 3 columns: ")]
    [InlineData("4", ": the column to read '4' was not found; there are 3 columns: ")]
    [InlineData("0", ": the column to read '0' was not found; ")]
    [InlineData("3-2", ": the column to read '3-2' was not found; ")]
    [InlineData("1:5", ": the column to read '1:5' was not found; a range of numbers is 1-5; there are 3 columns: ")]
    [InlineData("2-4", ": the column to read '2-4' was not found; ")]
    [InlineData("x*", ": the column to read 'x*' was not found; ")]
    [InlineData("c:b", ": the range 'c:b' goes backwards: 'c' is column 3, 'b' is column 2.")]
    public void An_item_that_is_not_there_is_named_with_the_nearest(string item, string message)
    {
        string path = _folder.Write("a.csv", "petal len,b,c\n1,2,3\n");
        Faults.ExpectPart(path, message, () => TableReader.Read(path, new TableReadOptions { Columns = ["1", item] }));
        Faults.ExpectPart(
            path,
            message.Replace("to read", "to leave out", StringComparison.Ordinal),
            () => TableReader.Read(path, new TableReadOptions { DropColumns = [item] }));
        Faults.ExpectPart(
            path,
            message.Replace("to read", "to keep", StringComparison.Ordinal),
            () => TableReader.Read(path, new TableReadOptions { KeepColumns = [item] }));
    }

    [Theory]
    [InlineData("a,b,a\n1,2,3\n", "a", ": the column to read 'a' is in the header twice (columns 1 and 3); name it by its number.")]
    [InlineData("a,b,a\n1,2,3\n", "b:a", ": the column to read 'a' is in the header twice (columns 1 and 3); name it by its number.")]
    [InlineData("a,b:a:b,a:b:a,b\n1,2,3,4\n", "a:b:a:b", ": 'a:b:a:b' is more than one range of names; give the numbers of the columns.")]
    public void What_could_mean_two_things_is_refused(string content, string item, string message)
    {
        string path = _folder.Write("a.csv", content);
        Faults.Expect(path, message, () => TableReader.Read(path, new TableReadOptions { Columns = [item] }));
    }

    [Fact]
    public void Columns_of_labels_ids_and_weights_are_never_features()
    {
        string path = _folder.Write("a.csv", "i,x,l,w,y\np,1,a,2,3\n");
        TableReadOptions options = new() { IdColumn = "i", LabelColumn = "l", WeightColumn = "w", Columns = ["1-4"] };
        Assert.Equal(["x"], TableReader.Read(path, options).ColumnNames);
        Faults.Expect(
            path, ": all columns are left out; there are no features.", () => TableReader.Read(path, options with { DropColumns = ["x"] }));
    }

    [Theory]
    [InlineData("5.1,3.5,setosa\n4.9,3,setosa\n", "1-2", null)]
    [InlineData("5.1,3.5,setosa\n4.9,3,setosa\n", null, "3")]
    public void Text_outside_the_features_makes_no_header(string content, string? columns, string? dropped)
    {
        string path = _folder.Write("a.csv", content);
        Table table = TableReader.Read(path, new TableReadOptions
        {
            Columns = columns is null ? null : [columns],
            DropColumns = dropped is null ? null : [dropped],
        });
        Assert.Null(table.ColumnNames);
        Assert.Equal([5.1f, 3.5f, 4.9f, 3], table.Points.Values.ToArray());
    }

    /// <summary>No letter of a name is used by two parts of a pattern.</summary>
    [Theory]
    [InlineData("ab*ba", "ab_ba,abba")]
    [InlineData("*aa*ay", "xaaay,aaay")]
    [InlineData("*b*b*", "ab_ba,abba")]
    [InlineData("a**a", "aba,ab_ba,abba,aaaya")]
    public void Parts_of_a_pattern_follow_one_another(string pattern, string expected)
    {
        string path = _folder.Write("a.csv", "aba,ab_ba,abba,xaay,xaaay,aaay,aaaya,a\n1,2,3,4,5,6,7,8\n");
        Assert.Equal(expected.Split(','), TableReader.Read(path, new TableReadOptions { Columns = [pattern] }).ColumnNames);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Missing_values_of_chosen_columns_of_an_array_are_those_of_their_features(bool fortran)
    {
        string path = _folder.Write("a.npy", NpyOracle.File("<f4", [3, 3], [double.NaN, 1, 2, 3, 4, double.NaN, 5, 6, 8], fortran));
        TableReadOptions options = new() { Columns = ["2-3"], Missing = MissingValues.ColumnMean };
        Table table = TableReader.Read(path, options);
        Assert.Equal([1f, 2, 4, 5, 6, 8], table.Points.Values.ToArray());
        Assert.Equal([new ColumnCount("3", 1)], table.MissingValues);
        Table dropped = TableReader.Read(path, options with { Missing = MissingValues.DropRows });
        Assert.Equal([0, 2], dropped.Rows);
        Faults.ExpectPart(
            path, ", row 2, column 3: NaN is a missing value. ", () => TableReader.Read(path, new TableReadOptions { Columns = ["2-3"] }));
    }

    [Theory]
    [InlineData("NA,1\n2,3\n")]
    [InlineData("?,1\n2,3\n")]
    public void A_missing_value_in_the_first_row_makes_no_header(string content)
    {
        Table table = TableReader.Read(_folder.Write("a.csv", content), new TableReadOptions { Missing = MissingValues.ColumnMean });
        Assert.Null(table.ColumnNames);
        Assert.Equal([2f, 1, 2, 3], table.Points.Values.ToArray());
    }

    [Fact]
    public void A_name_over_the_weights_makes_a_header_though_they_are_no_feature()
    {
        string path = _folder.Write("a.csv", "w,5,6\n2,7,8\n");
        Table table = TableReader.Read(path, new TableReadOptions { WeightColumn = "1", Columns = ["2-3"] });
        Assert.Equal(["5", "6"], table.ColumnNames);
        Assert.Equal([2f], table.Weights);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Columns_of_arrays_have_numbers(bool fortran)
    {
        double[] values = [.. Enumerable.Range(0, 7 * 300).Select(value => (double)value)];
        string path = _folder.Write("a.npy", NpyOracle.File("<f8", [300, 7], values, fortran));
        Table table = TableReader.Read(path, new TableReadOptions { Columns = ["6", "2-4"], DropColumns = ["3"] });
        Assert.Equal(
            Enumerable.Range(0, 300 * 7).Where(at => at % 7 is 1 or 3 or 5).Select(at => (float)at),
            table.Points.Values.ToArray());
        Faults.Expect(
            path,
            ": the column to read 'a' was not found; there are 7 columns without names.",
            () => TableReader.Read(path, new TableReadOptions { Columns = ["a"] }));
        Faults.Expect(
            path,
            ": all columns are left out; there are no features.",
            () => TableReader.Read(path, new TableReadOptions { DropColumns = ["1-7"] }));
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The rules of the documents, in plain loops; false where the item stands for nothing.</summary>
    private static bool Add(HashSet<int> columns, string text, bool add)
    {
        List<int> found = [];
        int digits = text.TakeWhile(char.IsAsciiDigit).Count();
        string rest = text[digits..];
        if (Array.IndexOf(_names, text) is >= 0 and int exact)
        {
            found.Add(exact);
        }
        else if (digits > 0 && (rest.Length == 0 || (rest[0] == '-' && rest[1..].All(char.IsAsciiDigit))))
        {
            int first = int.Parse(text[..digits]), last = rest.Length == 0 ? first : int.Parse(rest[1..]);
            for (int column = first; column <= last; column++)
            {
                found.Add(column - 1);
            }
        }
        else if (text.Split(':') is [string from, string to] && _names.Contains(from) && _names.Contains(to))
        {
            for (int column = Array.IndexOf(_names, from); column <= Array.IndexOf(_names, to); column++)
            {
                found.Add(column);
            }
        }
        else
        {
            found.AddRange(Enumerable.Range(0, _names.Length).Where(column => Fits(text, _names[column])));
        }

        foreach (int column in found)
        {
            _ = add ? columns.Add(column) : columns.Remove(column);
        }

        return found.Count > 0;
    }

    private static bool Fits(string pattern, string name)
    {
        if (pattern.Length == 0)
        {
            return name.Length == 0;
        }

        return pattern[0] == '*'
            ? Enumerable.Range(0, name.Length + 1).Any(skipped => Fits(pattern[1..], name[skipped..]))
            : name.Length > 0 && name[0] == pattern[0] && Fits(pattern[1..], name[1..]);
    }
}
