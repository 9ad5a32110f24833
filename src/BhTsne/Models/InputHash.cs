using System.Runtime.InteropServices;
using System.Security.Cryptography;
using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Models;

/// <summary>
/// A hash of everything in an input, by which a checkpoint recognises it: SHA-256 of the hashes of its blocks, which are computed in
/// parallel.
/// </summary>
internal sealed class InputHash
{
    private const int BlockBytes = 1 << 22;

    private readonly List<ReadOnlyMemory<byte>> _blocks = [];

    private InputHash()
    {
    }

    /// <summary>The hash, as 64 hexadecimal digits; the same for any number of threads.</summary>
    /// <param name="input">Kind, shape, values, weights, start and pinned rows count.</param>
    /// <param name="team">The worker threads.</param>
    public static string Of(TsneInput input, WorkerTeam team)
    {
        InputHash hash = new();
        hash.Add<int>(new[] { (int)input.Kind, input.Points, input.Dimensions ?? 0 });
        hash.AddPart(input.Dense?.Memory);
        hash.Add(input.Sparse?.Entries);
        hash.AddPart(input.Distances?.Dense?.Memory);
        hash.Add(input.Distances?.Sparse?.Entries);
        hash.Add(input.Graph?.Rows);
        hash.Add(input.Affinities?.Matrix.Entries);
        hash.AddPart(input.Affinities?.ConditionalEntropy is { } entropy ? new[] { entropy } : default(ReadOnlyMemory<double>?));
        hash.AddPart(input.Weights);
        hash.AddPart(input.Start?.Memory);
        hash.AddPart(input.StartRows);
        hash.AddPart(input.Pinned);
        return hash.Compute(team);
    }

    private string Compute(WorkerTeam team)
    {
        byte[] hashes = new byte[_blocks.Count * SHA256.HashSizeInBytes];
        team.Run(
            _blocks.Count,
            (block, _) => SHA256.HashData(_blocks[block].Span, hashes.AsSpan(block * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes)));
        return Convert.ToHexStringLower(SHA256.HashData(hashes));
    }

    private void Add(ChunkedRows? rows)
    {
        AddPart(rows is null ? default(ReadOnlyMemory<long>?) : rows.Offsets);
        foreach (RowRange range in rows is null ? [] : RowRange.Of(rows))
        {
            Add<int>(rows!.Indices[range.Chunk].AsMemory(range.Place, range.Length));
            Add<float>(rows.Values[range.Chunk].AsMemory(range.Place, range.Length));
        }
    }

    /// <summary>Adds a part that may be missing: its length counts, so that nothing can move from one part to the next.</summary>
    private void AddPart<T>(ReadOnlyMemory<T>? values)
        where T : unmanaged
    {
        Add<long>(new[] { values is { } some ? some.Length : -1L });
        Add(values.GetValueOrDefault());
    }

    private void Add<T>(ReadOnlyMemory<T> values)
        where T : unmanaged
    {
        int perBlock = BlockBytes / System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        for (int first = 0; first < values.Length; first += perBlock)
        {
            ReadOnlyMemory<T> part = values.Slice(first, Math.Min(perBlock, values.Length - first));
            _blocks.Add(new BytesOf<T>(part).Memory);
        }
    }

    /// <summary>Memory of values as memory of their bytes.</summary>
    private sealed class BytesOf<T>(ReadOnlyMemory<T> values) : System.Buffers.MemoryManager<byte>
        where T : unmanaged
    {
        public override Span<byte> GetSpan()
        {
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values.Span);
            return MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(bytes), bytes.Length);
        }

        public override System.Buffers.MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
