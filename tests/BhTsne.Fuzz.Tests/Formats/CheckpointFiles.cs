using System.Buffers.Binary;
using BhTsne.Fuzz.Tests.Support;
using BhTsne.Tests.Oracles;

namespace BhTsne.Fuzz.Tests.Formats;

/// <summary>Checkpoints: sections with P, and two slots with a state each; a run goes on from them for an iteration.</summary>
internal sealed class CheckpointFiles() : SectionFiles("checkpoint")
{
    private const int Alignment = 4096, Head = 16;
    private static readonly float[,] _points = ModelFiles.Cloud(12, 3);
    private static readonly TsneOptions _options = ModelFiles.Few with { Perplexity = 3, Iterations = 40, Threads = 1 };
    private static readonly Lazy<(byte[] File, int StateBytes)> _file = new(Make);

    private static int SlotBytes => (Head + _file.Value.StateBytes + sizeof(uint) + Alignment - 1) / Alignment * Alignment;

    public override byte[] Make(Dice dice) => dice.Fault() ? WithPromises(dice) : Change(_file.Value.File, dice, Slots);

    public override Func<Delivery, string> Reader(Dice? dice) => Read;

    public override bool IsDocumented(Exception exception, Delivery delivery) =>
        exception is TsneInputException or TsneOptionsException || base.IsDocumented(exception, delivery);

    /// <summary>Offsets of many rows that promise as many entries in each as there are points.</summary>
    private static byte[] WithPromises(Dice dice)
    {
        int points = dice.Pick(1000, 5000);
        SectionBytes parsed = SectionBytes.Parse(_file.Value.File).WithHeader(header => header["points"] = points);
        parsed["p offsets"] = [.. Enumerable.Range(0, points + 1).SelectMany(row => BitConverter.GetBytes((long)row * points))];
        return parsed.ToBytes(new Dictionary<string, long> { ["p columns"] = 4L * points * points });
    }

    private static string Read(Delivery delivery)
    {
        TsneInput input = _points;
        using TsneRun run = delivery.Path is null ? TsneRun.Load(delivery.Stream!, input) : TsneRun.Load(delivery.Path, input);
        Finite(run.Snapshot());
        byte[] once = Save(run);
        Exception? refused = Record.Exception(() =>
        {
            using TsneRun again = TsneRun.Load(new MemoryStream(once), input);
            byte[] twice = Save(again);

            // The number of the state grows, and with it the checksum of the slot changes.
            int slots = once.Length - (2 * SlotBytes);
            FuzzFault.Unless(
                once.Length == twice.Length && once.AsSpan(0, slots).SequenceEqual(twice.AsSpan(0, slots))
                    && State(once).SequenceEqual(State(twice)),
                "what was loaded and saved is not loaded as the same");

            ReadOnlySpan<byte> State(byte[] file) => file.AsSpan(slots + Head, _file.Value.StateBytes);
        });
        FuzzFault.Unless(refused is null, $"what was loaded and saved is not loaded again: {refused}");

        if (run.Plan.Threads <= 4)
        {
            try
            {
                run.Optimize(2);
                Finite(run.Snapshot());
            }
            catch (DescentDivergedException)
            {
            }
        }

        return new Digest().Add(once.AsSpan(0, once.Length - (2 * SlotBytes))).ToString();
    }

    private static void Finite(Embedding map)
    {
        foreach (float value in map.Values)
        {
            FuzzFault.Unless(float.IsFinite(value), $"a coordinate is {value}");
        }
    }

    /// <summary>Changes the states, with right checksums.</summary>
    private static byte[] Slots(byte[] rest, Dice dice)
    {
        int slot = SlotBytes, first = rest.Length - (2 * slot);
        for (int number = 0; number < 2; number++)
        {
            Span<byte> bytes = rest.AsSpan(first + (number * slot), slot);
            if (number == 1 && dice.OneIn(3))
            {
                rest.AsSpan(first, slot).CopyTo(bytes);
            }

            byte[] state = Values(bytes[Head..(Head + _file.Value.StateBytes)].ToArray(), dice);
            state.AsSpan(0, Math.Min(_file.Value.StateBytes, state.Length)).CopyTo(bytes[Head..]);
            BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], dice.Number(BinaryPrimitives.ReadInt64LittleEndian(bytes[8..])));
            int end = Head + _file.Value.StateBytes;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[end..], CrcTable.Of(bytes[..end]));
        }

        return rest;
    }

    private static byte[] Save(TsneRun run)
    {
        using MemoryStream stream = new();
        run.Save(stream);
        return stream.ToArray();
    }

    private static (byte[], int) Make()
    {
        using TsneRun run = Tsne.Start(_points, _options);
        run.Optimize(8);
        byte[] file = Save(run);
        using System.Text.Json.JsonDocument header = System.Text.Json.JsonDocument.Parse(SectionBytes.Parse(file)["header"]);
        return (file, header.RootElement.GetProperty("stateBytes").GetInt32());
    }
}
