using System.Text.Json.Nodes;
using BhTsne.Data;
using BhTsne.Files;
using BhTsne.Optimization;

namespace BhTsne.Models;

/// <summary>
/// A checkpoint as a file (docs/formats.md): sections with all that does not change, P among them, and behind them two slots, each for one
/// state. A new state is written over the older of the two, so that the newer one stays until it is on disk; P, which may be a gigabyte, is
/// written once.
/// </summary>
internal static class CheckpointFile
{
    private const string Run = "run", Header = "header";

    /// <summary>The name of the slots in messages.</summary>
    private const string States = "states";

    /// <summary>No run writes so many states; the states after one of this number could not have larger numbers.</summary>
    private const long LastSequence = 1L << 62;

    private const int Alignment = 4096, SlotHead = 16, ChecksumBytes = sizeof(uint), SlotCount = 2;

    /// <summary>Where the content of the section "run" lies: behind the beginning of the file and of the section.</summary>
    private const int RunAt = 8 + 4 + 4 + 4 + SectionWriter.NameBytes + 8 + 4;

    private static readonly RowSections _affinities = new("p offsets", "p columns", "p values");

    private static ReadOnlySpan<byte> SlotMark => "STATE\0\0\0"u8;

    /// <summary>Writes a whole file, with one state.</summary>
    /// <param name="stream">Where to; it need not be able to seek and stays open.</param>
    /// <param name="run">A number that no other run has.</param>
    /// <param name="content">What does not change.</param>
    /// <param name="image">The state, from <see cref="Image"/>.</param>
    /// <returns>Where the slots begin.</returns>
    public static long Write(Stream stream, Guid run, CheckpointContent content, byte[] image)
    {
        SectionWriter file = new(stream, FileKind.Checkpoint);
        file.Write<byte>(Run, run.ToByteArray());
        file.Write<byte>(Header, JsonText.Of(HeaderOf(content)));
        _affinities.Write(file, content.Affinities.Matrix.Entries);
        file.Finish();
        byte[] zeros = new byte[1 << 16];
        long slots = RoundUp(file.Position);
        Fill(slots - file.Position);
        stream.Write(image);
        Fill(image.LongLength);
        return slots;

        void Fill(long bytes)
        {
            for (; bytes > 0; bytes -= zeros.Length)
            {
                stream.Write(zeros, 0, (int)Math.Min(bytes, zeros.Length));
            }
        }
    }

    /// <summary>Makes room for a slot.</summary>
    /// <param name="stateBytes">The bytes of a state.</param>
    /// <exception cref="NotSupportedException">It does not fit into one array.</exception>
    public static byte[] Image(long stateBytes)
    {
        long length = RoundUp(SlotHead + stateBytes + ChecksumBytes);
        return length <= Array.MaxLength ? new byte[length] : throw new NotSupportedException(
            $"The state of this run takes {length} bytes; a checkpoint holds at most {Array.MaxLength}.");
    }

    /// <summary>The state in a slot.</summary>
    public static Span<byte> StateOf(byte[] image, long stateBytes) => image.AsSpan(SlotHead, (int)stateBytes);

    /// <summary>Completes a slot whose state has been written.</summary>
    /// <param name="image">The slot.</param>
    /// <param name="stateBytes">The bytes of a state.</param>
    /// <param name="sequence">The number of the state, which grows with each that is written.</param>
    public static void Seal(byte[] image, long stateBytes, long sequence)
    {
        SlotMark.CopyTo(image);
        ByteWriter head = new(image.AsSpan(SlotMark.Length));
        head.Write(sequence);
        int end = SlotHead + (int)stateBytes;
        Checksum checksum = new();
        checksum.Add(image.AsSpan(0, end));
        ByteWriter tail = new(image.AsSpan(end));
        tail.Write(checksum.Value);
    }

    /// <summary>Writes a state into a file that is there, over the older one, and flushes it to the disk.</summary>
    /// <param name="path">The file.</param>
    /// <param name="run">The run that the file must belong to.</param>
    /// <param name="slots">Where the slots begin.</param>
    /// <param name="slot">Which one: 0 or 1, not that of the newest state.</param>
    /// <param name="image">The state.</param>
    /// <returns>Whether the file is there and belongs to the run; if not, nothing was written.</returns>
    public static bool TryWriteState(string path, Guid run, long slots, int slot, byte[] image)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        IFileSystem files = FileSystem.Current;
        using Stream file = files.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, 0);
        byte[] owner = new byte[16];
        if (file.Length != slots + (SlotCount * image.LongLength)
            || file.Seek(RunAt, SeekOrigin.Begin) != RunAt
            || file.ReadAtLeast(owner, owner.Length, throwOnEndOfStream: false) < owner.Length
            || new Guid(owner) != run)
        {
            return false;
        }

        file.Seek(slots + (slot * image.LongLength), SeekOrigin.Begin);
        file.Write(image);
        files.FlushToDisk(file);
        return true;
    }

    /// <summary>Reads a checkpoint.</summary>
    /// <param name="stream">Where from; it need not be able to seek and stays open.</param>
    /// <param name="name">What messages call it; null for a stream.</param>
    /// <param name="metric">The caller's own metric, where the run has one.</param>
    /// <returns>The checkpoint; its P lacks the weights, which belong to the input.</returns>
    /// <exception cref="TsneFileException">It cannot be read; the message names the section.</exception>
    public static LoadedCheckpoint Read(Stream stream, string? name, Metric? metric)
    {
        SectionReader file = new(stream, FileKind.Checkpoint, name);
        Guid run = new(file.Read<byte>(Run, 16));
        JsonHeader header = new(file, Header, file.Read<byte>(Header));
        string engine = header.Text("engine");
        if (engine != EngineVersion.Current)
        {
            throw file.Fault(
                Header,
                $"it was saved by version {engine}, but this is {EngineVersion.Current}, which may round otherwise; "
                + "resume with that version, or begin anew.");
        }

        int points = header.Number("points", 1, Array.MaxLength), axes = header.Number("outputDimensions", 1, 3);
        if (!Enum.TryParse(header.Text("inputKind"), out TsneInputKind kind) || !Enum.IsDefined(kind))
        {
            throw file.Fault(Header, "inputKind is not known.");
        }

        SparseMatrix matrix = SparseMatrix.Adopt(_affinities.Read(file, points), points);
        long expected = RunState.Bytes + DescentStateBytes.Length(points, axes);
        long stateBytes = header.Long("stateBytes", expected, expected);
        CheckpointContent content = new()
        {
            EngineVersion = engine,
            Options = header.Options("options", kind, metric),
            InputKind = kind,
            InputPoints = header.Number("inputPoints", points, Array.MaxLength),
            Dimensions = header.Number("dimensions", 0, int.MaxValue) is > 0 and var dimensions ? dimensions : null,
            InputHash = header.TextOrNull("inputHash") is not { } hash || InputHash.IsOne(hash)
                ? header.TextOrNull("inputHash")
                : throw file.Fault(Header, "inputHash is no hash."),
            TypicalDistance = header.NotNegative("typicalDistance"),
            TypicalResidual = header.NotNegative("typicalResidual"),
            Affinities = AffinityMatrix.Adopt(
                matrix,
                new AffinitySums(header.NotNegative("sumOfP"), header.Finite("sumOfPLogP")),
                header.FiniteOrNull("conditionalEntropy")),
            StateBytes = stateBytes,
        };
        if (content.Options.OutputDimensions != axes)
        {
            throw file.Fault(Header, $"the map has {axes} dimensions, but the options say {content.Options.OutputDimensions}.");
        }

        file.FinishSections();
        return ReadStates(file, stream, run, content);
    }

    private static JsonObject HeaderOf(CheckpointContent content) => new()
    {
        ["engine"] = content.EngineVersion,
        ["inputKind"] = $"{content.InputKind}",
        ["inputPoints"] = content.InputPoints,
        ["dimensions"] = content.Dimensions ?? 0,
        ["points"] = content.Affinities.Points,
        ["outputDimensions"] = content.Options.OutputDimensions,
        ["inputHash"] = content.InputHash,
        ["typicalDistance"] = content.TypicalDistance,
        ["typicalResidual"] = content.TypicalResidual,
        ["sumOfP"] = content.Affinities.SumOfP,
        ["sumOfPLogP"] = content.Affinities.SumOfPLogP,
        ["conditionalEntropy"] = content.Affinities.ConditionalEntropy,
        ["stateBytes"] = content.StateBytes,
        ["options"] = OptionsJson.Write(content.Options),
    };

    /// <summary>Reads both slots and takes the newest state that is whole.</summary>
    private static LoadedCheckpoint ReadStates(SectionReader file, Stream stream, Guid run, CheckpointContent content)
    {
        long slots = RoundUp(file.Position);
        Span<byte> gap = new byte[(int)(slots - file.Position)];
        byte[]? newest = null;
        long newestSequence = 0;
        int newestSlot = 0;
        bool isWhole = stream.ReadAtLeast(gap, gap.Length, throwOnEndOfStream: false) == gap.Length;
        for (int slot = 0; slot < SlotCount && isWhole; slot++)
        {
            byte[] image = Image(content.StateBytes);
            isWhole = stream.ReadAtLeast(image, image.Length, throwOnEndOfStream: false) == image.Length;
            if (isWhole && Sequence(image, content.StateBytes) is < LastSequence and { } sequence && sequence > newestSequence)
            {
                (newest, newestSequence, newestSlot) = (image, sequence, slot);
            }
        }

        if (!isWhole)
        {
            throw file.Fault(States, "the file is cut short.");
        }

        return newest is null
            ? throw file.Fault(States, "neither of the two states is whole: the checksums do not fit; use another copy of the file.")
            : new LoadedCheckpoint(run, content, newest, newestSequence, slots, newestSlot);
    }

    /// <summary>The number of the state in a slot; null where it is not whole.</summary>
    private static long? Sequence(byte[] image, long stateBytes)
    {
        int end = SlotHead + (int)stateBytes;
        Checksum checksum = new();
        checksum.Add(image.AsSpan(0, end));
        bool isWhole = image.AsSpan().StartsWith(SlotMark) && new ByteReader(image.AsSpan(end)).Read<uint>() == checksum.Value;
        return isWhole ? new ByteReader(image.AsSpan(SlotMark.Length)).Read<long>() : null;
    }

    private static long RoundUp(long bytes) => (bytes + Alignment - 1) & -Alignment;
}
