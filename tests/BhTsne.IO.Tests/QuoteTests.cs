using System.Globalization;
using System.IO.Compression;
using FsCheck.Fluent;

namespace BhTsne.IO.Tests;

/// <summary>Tables in which double quotes are letters.</summary>
public sealed class QuoteTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A cell is what stands between two delimiters, however it begins.</summary>
    [Fact]
    public void Quotes_are_letters_where_they_are_said_to_be()
    {
        var tables =
            from delimiter in Gen.Elements(',', ';', '\t', '|', ' ')
            from words in Gen.Elements("\"", "\"\"", "a\"b", "\"a", "a\"", "'", "</script>", "\u202Eb", "\U0001F600", "\"\"\"").ArrayOf(6)
            from values in ArrayGenerators.Single.ArrayOf(12)
            from guesses in Gen.Elements(true, false)
            from name in Gen.Elements("a.csv", "a.txt")
            select (delimiter, words, values, guesses, name);
        Check.ForAll(Arb.From(tables), given =>
        {
            string space = $"{given.delimiter}";
            string[] lines =
            [
                .. given.words.Select((word, row) => string.Join(
                    space, [word, .. given.values[(2 * row)..(2 * (row + 1))].Select(value => value.ToString("R", CultureInfo.InvariantCulture))])),
            ];
            string path = _folder.Write(given.name, string.Concat(lines.Select(line => $"{line}\n")));
            Table table = TableReader.Read(path, new TableReadOptions
            {
                Quote = QuoteMode.None,
                IdColumn = "1",
                Header = HeaderMode.No,
                Delimiter = given.guesses ? null : given.delimiter,
            });
            Assert.Equal(given.delimiter, table.Delimiter);
            Assert.Equal(lines.Select(line => line.Split(given.delimiter)[0]), table.Ids);
            Assert.Equal(given.values, table.Points.Values.ToArray());
        }, cases: 200);
    }

    [Theory]
    [InlineData("\" 1 2\na 3 4\n", "")]
    [InlineData("x 1 2\na\" 3 4\n", ", line 2")]
    [InlineData("x 1 2\n\"a 3 4\n\"b 5 6\n", ", line 2")]
    public void A_loose_quote_is_a_problem_that_a_caller_can_know(string content, string place)
    {
        string path = _folder.Write("a.txt", content);
        TableFormatException fault = Assert.Throws<TableFormatException>(
            () => TableReader.Read(path, new TableReadOptions { Delimiter = ' ', IdColumn = "1" }));
        Assert.Equal(TableProblem.Quotes, fault.Problem);
        Assert.StartsWith(path + (place.Length > 0 ? place : ", line 1"), fault.Message, StringComparison.Ordinal);
        Table table = TableReader.Read(path, new TableReadOptions { Delimiter = ' ', IdColumn = "1", Quote = QuoteMode.None });
        Assert.Equal(content.Split('\n')[..^1].Select(line => line.Split(' ')[0]), table.Ids);
    }

    /// <summary>The words of GloVe as it is published, one of which is a quotation mark.</summary>
    [RealDataFact("text")]
    public void Words_and_vectors_of_glove_are_read_as_they_stand()
    {
        const int Rows = 3000;
        string[] words = [.. File.ReadLines(Repository.RealData("text", "glove100d_100k.words.txt")).Take(Rows)];
        using GZipStream array = new(File.OpenRead(Repository.RealData("text", "glove100d_100k.npy.gz")), CompressionMode.Decompress);
        PointMatrix points = TableReader.Read(array, TableFormat.Npy).Points;
        string path = _folder.Write("glove.txt", string.Concat(words.Select((word, row) =>
            $"{word} {string.Join(' ', points.Row(row).ToArray().Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}\n")));
        Assert.Contains("\"", words);
        Table table = TableReader.Read(path, new TableReadOptions { IdColumn = "1", Quote = QuoteMode.None, Header = HeaderMode.No });
        Assert.Equal(words, table.Ids);
        Assert.Equal(points.Values[..(Rows * 100)].ToArray(), table.Points.Values.ToArray());
        Assert.Throws<TableFormatException>(() => TableReader.Read(path, new TableReadOptions { IdColumn = "1", Header = HeaderMode.No }));
    }
}
