using System.Text;
using BhTsne.Fuzz.Tests.Support;

namespace BhTsne.Fuzz.Tests.Formats;

/// <summary>The rows of a study: a first line of JSON, a header, a line for each row.</summary>
internal sealed class StudyFiles() : FuzzedFormat("study")
{
    private static readonly Dictionary<string, string> _identity = new() { ["input"] = "abc", ["thetas"] = "0.2, 0.5" };
    private static readonly Lazy<byte[]> _file = new(Make);

    public override string Ending => ".csv";

    public override bool NeedsFile => true;

    public override byte[] Make(Dice dice)
    {
        string[] lines = Encoding.UTF8.GetString(_file.Value).Split('\n')[..^1];
        int json = lines[0].IndexOf('{', StringComparison.Ordinal);
        StringBuilder text = new();
        text.Append(dice.Or(lines[0][..json], "# bhtsne study 2 ", "", "#"));
        text.Append(Encoding.UTF8.GetString(JsonFaults.Change(Encoding.UTF8.GetBytes(lines[0][json..]), dice))).Append('\n');
        for (int line = 1; line < lines.Length; line++)
        {
            for (int times = (int)dice.Or(1, 0L, 2, 500); times > 0; times--)
            {
                text.AppendJoin(dice.Or(",", ";", ",,"), lines[line].Split(',').Select(cell => Cell(cell, dice)));
                text.Append(dice.Or("\n", "\r\n", "", "\n\n"));
            }
        }

        return dice.Fault() ? TextTable.Encode(text.ToString(), dice) : Encoding.UTF8.GetBytes(text.ToString());
    }

    public override Func<Delivery, string> Reader(Dice? dice) => Read;

    public override bool IsDocumented(Exception exception, Delivery delivery) =>
        exception is TsneFileException fault && fault.File == delivery.Path
        && fault.Message.StartsWith(delivery.Name, StringComparison.Ordinal);

    private static string Read(Delivery delivery)
    {
        IReadOnlyList<StudyRow> rows = StudyFile.Read(delivery.Path!);
        string again = delivery.Path + ".again";
        File.Delete(again);
        using (StudyFile file = StudyFile.Create(again, _identity))
        {
            foreach (StudyRow row in rows.Take(5))
            {
                file.Add(row);
            }
        }

        IReadOnlyList<StudyRow> second = StudyFile.Read(again);
        FuzzFault.Unless(second.Count == Math.Min(rows.Count, 5), "what was read and written has another number of rows");
        File.Delete(again);
        Resume(delivery, rows.Count);
        return $"{rows.Count}";
    }

    /// <summary>A study that goes on has the same rows, and loses nothing but a last line that is no whole one.</summary>
    private static void Resume(Delivery delivery, int rows)
    {
        try
        {
            using (StudyFile file = StudyFile.Resume(delivery.Path!, _identity))
            {
                FuzzFault.Unless(file.Rows.Count == rows, $"{rows} rows are read, but a study goes on with {file.Rows.Count}");
            }

            byte[] left = File.ReadAllBytes(delivery.Path!);
            FuzzFault.Unless(
                delivery.Bytes.AsSpan().StartsWith(left) && !delivery.Bytes.AsSpan(left.Length).Contains((byte)'\n'),
                    "a whole line is lost");
        }
        catch (TsneFileException fault) when (fault.Message.Contains("another study", StringComparison.Ordinal))
        {
        }
    }

    private static string Cell(string cell, Dice dice) =>
        dice.OneIn(10) && dice.Fault() ? dice.OneIn(2) ? dice.WrongText()
            : dice.Pick("", "NaN", "engine", "17", "TSne", "sne, tsne", "1,1") : cell;

    private static byte[] Make()
    {
        using TempFolder folder = new();
        string path = Path.Combine(folder.Path, "study.csv");
        StudyRow row = new()
        {
            Part = StudyPart.Gradient,
            Objective = TsneObjective.TSne,
            DegreesOfFreedom = 1,
            Perplexity = 30,
            Schedule = TsneSchedule.Accelerated,
            Seed = 1,
            Stage = 1,
            Iterations = 500,
            Method = StudyMethod.Engine,
            Theta = 0.5,
            Seconds = 1.0 / 3,
            SecondsLow = 0.25,
            SecondsHigh = 0.5,
            Repetitions = 3,
            RepulsionError = 1e-3,
            GradientError = 1e-2,
            Samples = 1000,
        };
        using (StudyFile file = StudyFile.Create(path, _identity))
        {
            file.Add(row);
            file.Add(row with
            {
                Part = StudyPart.Outcome,
                Stage = null,
                KlDivergence = 1.5,
                StopReason = StopReason.CostConverged,
                Measures = [new("preservation_10", 0.4, 0.3, 0.5), new("rank_correlation", -0.25, -0.5, 0.125)],
            });
        }

        return File.ReadAllBytes(path);
    }
}
