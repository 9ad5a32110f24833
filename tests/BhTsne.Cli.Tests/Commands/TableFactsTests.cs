using BhTsne.Cli.Commands;
using BhTsne.Cli.Options;
using BhTsne.IO;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>What is said of a table, and what remains of files with an entry for each of its rows.</summary>
public class TableFactsTests
{
    private static readonly System.Text.Json.JsonSerializerOptions _report =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData(',', null)]
    [InlineData('\t', null)]
    [InlineData(';', "columns are separated by ';'")]
    [InlineData('|', "columns are separated by '|'")]
    [InlineData(' ', "columns are separated by spaces")]
    public void A_delimiter_is_said_where_it_is_not_the_usual_one(char delimiter, string? line)
    {
        TableFacts guessed = new(new TableReadOptions()) { Rows = KeptRows.All(3), Delimiter = delimiter };
        Assert.Equal(line is null ? [] : [line], guessed.Lines);
        TableFacts given = new(new TableReadOptions { Delimiter = delimiter }) { Rows = KeptRows.All(3), Delimiter = delimiter };
        Assert.Empty(given.Lines);
    }

    [Theory]
    [InlineData(1, "1 column of text is left out: 'c0' (1 cell)")]
    [InlineData(2, "2 columns of text are left out: 'c0' (1 cell), 'c1' (1,001 cells)")]
    [InlineData(8, "'c6' (6,001 cells), 'c7' (7,001 cells)")]
    [InlineData(9, "'c7' (7,001 cells), ...")]
    public void The_first_eight_columns_are_named(int columns, string end)
    {
        TableFacts facts = new(new TableReadOptions())
        {
            Rows = KeptRows.All(9000),
            TextColumns = [.. Enumerable.Range(0, columns).Select(column => new ColumnCount($"c{column}", (1000 * column) + 1))],
        };
        Assert.EndsWith(end, Assert.Single(facts.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_of_one_name_are_all_in_the_report()
    {
        TableFacts facts = new(new TableReadOptions())
        {
            Rows = new KeptRows(6, [0, 2, 3, 5]),
            Delimiter = '\t',
            TextColumns = [new("a", 3), new("a", 4), new("a (2)", 5), new("a", 6), new("\u202E</script>\"", 7)],
            MissingValues = [new("b", 2)],
        };
        string json = string.Concat(facts.ToJson().ToJsonString(_report).Split());
        Assert.Equal(
            """{"delimiter":"tab","rowsRead":6,"rowsLeftOut":[1,4],"textColumns":{"a":3,"a(2)":4,"a(2)(2)":5,"a(3)":6,"""
                + "\"\u202E</script>\\\"\":7},\"missingValues\":{\"b\":2},\"constantColumns\":[],\"constantColumnCount\":0,"
                + "\"mapped\":false}",
            json);
        Assert.Contains("2 of 6 rows have missing values and are left out; values were missing in 'b' (2 cells)", facts.Lines);
    }

    [Fact]
    public void Entries_of_all_rows_are_cut_and_others_stay_as_they_are()
    {
        KeptRows kept = new(4, [1, 3]);
        Assert.Equal(["b", "d"], kept.Cut(["a", "b", "c", "d"]));
        Assert.Equal(["b", "d"], kept.Cut(["b", "d"]));
        Assert.Equal(["a", "b", "c", "d", "e"], kept.Cut(["a", "b", "c", "d", "e"]));
        Assert.Equal([3f, 4, 7, 8], kept.Cut(new Embedding(new float[] { 1, 2, 3, 4, 5, 6, 7, 8 }, 2)).Values.ToArray());
        Assert.Equal([1f, 2, 3, 4], kept.Cut(new Embedding(new float[] { 1, 2, 3, 4 }, 2)).Values.ToArray());
        Assert.Equal([1, 0], kept.PlacesOf([3, 1], FileRows.Labels));
        Assert.Throws<ToolException>(() => kept.PlacesOf([3, 2], FileRows.Labels));
        Assert.Equal([3, 2], KeptRows.All(4).PlacesOf([3, 2], FileRows.Labels));
    }
}
