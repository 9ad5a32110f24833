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

    /// <summary>The blocks; each is one piece of memory, or several where it goes on in the next chunk.</summary>
    private readonly List<List<ReadOnlyMemory<byte>>> _blocks = [];

    private InputHash()
    {
    }

    /// <summary>Whether a text may be a hash: 64 hexadecimal digits.</summary>
    public static bool IsOne(string text) => text.Length == 2 * SHA256.HashSizeInBytes && text.All(char.IsAsciiHexDigit);

    /// <summary>The hash, as 64 hexadecimal digits; the same for any number of threads.</summary>
    /// <param name="input">Kind, shape, values, weights, start and pinned rows count.</param>
    /// <param name="team">The worker threads.</param>
    public static string Of(TsneInput input, WorkerTeam team)
    {
        InputHash hash = new();
        hash.Add<int>(new[] { (int)input.Kind, input.Points, input.Dimensions ?? 0 });
        hash.AddPart(input.Dense);
        hash.Add(input.Sparse?.Entries);
        hash.AddPart(input.Distances?.Dense);
        hash.Add(input.Distances?.Sparse?.Entries);
        hash.Add(input.Graph?.Rows);
        hash.Add(input.Affinities?.Matrix.Entries);
        hash.AddPart(input.Affinities?.ConditionalEntropy is { } entropy ? new[] { entropy } : default(ReadOnlyMemory<double>?));
        hash.AddPart(input.Affinities?.Weights is { } ofP ? ofP.Values : default(ReadOnlyMemory<float>?));
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
            (block, _) =>
            {
                using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                _blocks[block].ForEach(piece => hash.AppendData(piece.Span));
                hash.GetHashAndReset(hashes.AsSpan(block * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes));
            });
        return Convert.ToHexStringLower(SHA256.HashData(hashes));
    }

    /// <summary>Adds rows. In which chunks they lie is no part of them.</summary>
    private void Add(ChunkedRows? rows)
    {
        AddPart(rows is null ? default(ReadOnlyMemory<long>?) : rows.Offsets);
        if (rows is not null)
        {
            Add(RowRange.Of(rows).Select(range => (ReadOnlyMemory<int>)rows.Indices[range.Chunk].AsMemory(range.Place, range.Length)));
            Add(RowRange.Of(rows).Select(range => (ReadOnlyMemory<float>)rows.Values[range.Chunk].AsMemory(range.Place, range.Length)));
        }
    }

    /// <summary>Adds a matrix that may be missing. In which blocks its values lie is no part of them.</summary>
    private void AddPart(PointMatrix? matrix)
    {
        Add<long>(new[] { matrix is null ? -1L : (long)matrix.Rows * matrix.Columns });
        Add(matrix?.Blocks ?? []);
    }

    /// <summary>Adds a part that may be missing: its length counts, so that nothing can move from one part to the next.</summary>
    private void AddPart<T>(ReadOnlyMemory<T>? values)
        where T : unmanaged
    {
        Add<long>(new[] { values is { } some ? some.Length : -1L });
        Add(values.GetValueOrDefault());
    }

    private void Add<T>(ReadOnlyMemory<T> values)
        where T : unmanaged => Add([values]);

    /// <summary>Adds values that lie in several pieces of memory, as if it were one.</summary>
    private void Add<T>(IEnumerable<ReadOnlyMemory<T>> pieces)
        where T : unmanaged
    {
        int left = 0;
        foreach (ReadOnlyMemory<T> piece in pieces)
        {
            for (int first = 0; first < piece.Length;)
            {
                if (left == 0)
                {
                    _blocks.Add([]);
                    left = BlockBytes / System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
                }

                int length = Math.Min(left, piece.Length - first);
                _blocks[^1].Add(new BytesOf<T>(piece.Slice(first, length)).Memory);
                (first, left) = (first + length, left - length);
            }
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
