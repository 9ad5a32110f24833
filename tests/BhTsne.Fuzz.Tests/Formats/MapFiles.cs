using BhTsne.Fuzz.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Fuzz.Tests.Formats;

/// <summary>Maps in text with columns beside the coordinates, and what was read is written and read again.</summary>
internal sealed class MapFiles() : FuzzedFormat("map")
{
    public override string Ending => ".csv";

    public override bool NeedsFile => true;

    public override byte[] Make(Dice dice)
    {
        string[] all = ["id", "x", "y", "z", "label", "score"];
        int first = dice.Below(2), count = dice.Between(3, all.Length - first);
        string[] header = all[first..(first + count)];
        header = dice.Fault() ? [.. header.Select(name => dice.Pick(name, "x", "", "1", "y", "X", "label", "column 1", "a,b"))] : header;
        return TextTable.Make(
            dice,
            ',',
            header,
            count,
            cell => header[cell] is "id" ? $"p{dice.Next()}"
                : header[cell] is "label" or "score" && dice.OneIn(3) ? dice.Pick("", "NaN", "cat", "inf", "7", "x\ny".Replace('\n', ' '))
                : TextTable.Number(dice));
    }

    public override Func<Delivery, string> Reader(Dice? dice) => dice?.Below(4) switch
    {
        1 => Ids(dice),
        2 => delivery => Coordinates(delivery),
        3 => delivery => new Digest().Add(LabelReader.ReadFromMap(delivery.Path!)).ToString(),
        _ => Columns,
    };

    public override bool IsDocumented(Exception exception, Delivery delivery) =>
        exception is TableFormatException fault && fault.File == delivery.Name
        && fault.Message.StartsWith(delivery.Name, StringComparison.Ordinal);

    private static Func<Delivery, string> Ids(Dice dice)
    {
        dice.CountFault();
        return delivery =>
        {
            MapTable map = EmbeddingReader.ReadWithIds(delivery.Path!, "id");
            FuzzFault.Unless(map.Ids.Count == map.Embedding.Points, "ids and points are not equally many");
            FuzzFault.Unless(map.Ids.Distinct().Count() == map.Ids.Count, "an id is there twice");
            return Checked(map.Embedding, new Digest().Add(map.Ids));
        };
    }

    private static string Coordinates(Delivery delivery) => Checked(EmbeddingReader.Read(delivery.Path!), new Digest());

    private static string Columns(Delivery delivery)
    {
        MapFile map = EmbeddingReader.ReadWithColumns(delivery.Path!);
        Digest digest = Sum(map);
        using MemoryStream stream = new();
        string[] reserved = ["x", "y", "z", "label"];
        FuzzFault.Unless(map.Columns.Select(column => column.Name).Distinct().Count() == map.Columns.Count, "two columns have one name");
        if (map.Columns.All(column => !reserved.Contains(column.Name)))
        {
            string again = delivery.Path + ".again.csv";
            EmbeddingWriter.Write(again, map.Embedding, null, map.Columns);
            MapFile second = EmbeddingReader.ReadWithColumns(again);
            File.Delete(again);
            FuzzFault.Unless(
                Sum(second).ToString() == digest.ToString(), "what was read and written is not read as the same");
        }

        return Checked(map.Embedding, digest);

        static Digest Sum(MapFile map)
        {
            Digest digest = new Digest().Add(map.Embedding.Values);
            foreach (MapColumn column in map.Columns)
            {
                FuzzFault.Unless(
                    (column.Texts?.Count ?? column.Numbers!.Value.Length) == map.Embedding.Points, "a column has another length");
                digest = digest.Add([column.Name]).Add(column.Texts);
                digest = column.Numbers is { } numbers ? digest.Add(numbers.Span) : digest;
            }

            return digest;
        }
    }

    private static string Checked(Embedding map, Digest digest)
    {
        FuzzFault.Unless(map.Points >= 1 && map.Dimensions is >= 1 and <= 3, "there are no points, or too many dimensions");
        foreach (float value in map.Values)
        {
            FuzzFault.Unless(float.IsFinite(value), $"a coordinate is {value}");
        }

        using MemoryStream stream = new();
        EmbeddingWriter.Write(stream, TableFormat.Csv, map);
        stream.Position = 0;
        Embedding again = EmbeddingReader.Read(stream, TableFormat.Csv);
        FuzzFault.Unless(
            new Digest().Add(again.Values).ToString() == new Digest().Add(map.Values).ToString(),
                "the coordinates are not read as the same");
        return digest.Add(map.Values).ToString();
    }
}
