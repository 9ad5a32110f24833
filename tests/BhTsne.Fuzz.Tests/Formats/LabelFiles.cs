using System.Globalization;
using BhTsne.Fuzz.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Fuzz.Tests.Formats;

/// <summary>Labels in a file of their own, as text, table, array or archive.</summary>
internal sealed class LabelFiles(TableFormat format) : FuzzedFormat($"labels {format.Name}")
{
    public override string Ending => format.Endings[0];

    public override long BytesPerByte => format == TableFormat.Npz ? 64 * GzippedTables.Expansion : base.BytesPerByte;

    public override byte[] Make(Dice dice)
    {
        int[] shape = [dice.Between(1, 40)];
        return format == TableFormat.Npy ? ArrayBytes.Npy(dice, shape)
            : format == TableFormat.Idx ? ArrayBytes.Idx(dice, shape)
            : format == TableFormat.Npz ? ZipBytes.Make(dice, [("labels.npy", ArrayBytes.Npy(dice, shape))])
            : format == TableFormat.Text ? TextTable.Make(dice, '\t', null, 1, _ => Text(dice))
            : TextTable.Make(dice, ',', dice.OneIn(2) ? ["label"] : null, 1, _ => Text(dice));
    }

    public override Func<Delivery, string> Reader(Dice? dice) => Read;

    public override bool IsDocumented(Exception exception, Delivery delivery) =>
        exception is TableFormatException fault && fault.File == delivery.Name
        && fault.Message.StartsWith(delivery.Name, StringComparison.Ordinal);

    private string Read(Delivery delivery)
    {
        using TableInput input = delivery.Input(format);
        IReadOnlyList<string> labels = LabelReader.Read(input);
        FuzzFault.Unless(labels.Count >= 1, "there are no labels");
        foreach (string label in labels)
        {
            FuzzFault.Unless(label is not null, "a label is null");
            FuzzFault.Unless(
                format == TableFormat.Text || format == TableFormat.Csv || double.TryParse(label, CultureInfo.InvariantCulture, out _),
                $"the label '{label}' of an array is no number");
        }

        return new Digest().Add(labels).ToString();
    }

    private static string Text(Dice dice) => dice.Fault() ? dice.WrongText() : dice.Pick("cat", "dog", "7", "ünï", "a b", "T-shirt");
}

/// <summary>Names of labels: of two columns, or one name in a line.</summary>
internal sealed class LabelNameFiles() : FuzzedFormat("label names")
{
    public override string Ending => ".csv";

    public override bool NeedsFile => true;

    public override byte[] Make(Dice dice)
    {
        int next = 0;
        return TextTable.Make(
            dice,
            ',',
            dice.OneIn(2) ? ["label", "name"] : null,
            2,
            cell => dice.Fault() ? dice.WrongText() : cell == 0 ? $"{next++}" : dice.Pick("cat", "dog", "Hose", "T-shirt", "x y"));
    }

    public override Func<Delivery, string> Reader(Dice? dice) => Read;

    public override bool IsDocumented(Exception exception, Delivery delivery) =>
        exception is TableFormatException fault && fault.File == delivery.Name
        && fault.Message.StartsWith(delivery.Name, StringComparison.Ordinal);

    private static string Read(Delivery delivery)
    {
        IReadOnlyDictionary<string, string> names = LabelNameReader.Read(delivery.Path!);
        FuzzFault.Unless(names.Count >= 1 && names.All(name => name.Value.Length > 0), "there are no names, or an empty one");
        return new Digest().Add(names.SelectMany(name => new[] { name.Key, name.Value })).ToString();
    }
}

/// <summary>Lists of rows, as text or array.</summary>
internal sealed class RowLists(TableFormat format) : FuzzedFormat($"row list {format.Name}")
{
    private const int Rows = 100;

    public override string Ending => format.Endings[0];

    public override byte[] Make(Dice dice)
    {
        long[] rows = [.. Enumerable.Range(0, dice.Between(1, Rows)).Select(row => dice.Number(row))];
        int next = 0;
        return format == TableFormat.Npy
            ? ArrayBytes.Npy(dice, [rows.Length], dice.Pick("i4", "u1", "i8", "u2"), rows)
            : TextTable.Make(dice, ',', null, 1, _ => dice.Fault() ? dice.WrongText() : $"{next++}");
    }

    public override Func<Delivery, string> Reader(Dice? dice) => Read;

    public override bool IsDocumented(Exception exception, Delivery delivery) =>
        exception is TableFormatException fault && fault.File == delivery.Name
        && fault.Message.StartsWith(delivery.Name, StringComparison.Ordinal);

    private string Read(Delivery delivery)
    {
        using TableInput input = delivery.Input(format);
        int[] rows = RowListReader.Read(input, Rows);
        FuzzFault.Unless(rows.Length >= 1 && rows.Distinct().Count() == rows.Length, "there are no rows, or one is there twice");
        FuzzFault.Unless(Array.TrueForAll(rows, row => row is >= 0 and < Rows), "a row does not exist");
        return string.Join(',', rows);
    }
}
