using System.Runtime.CompilerServices;

namespace BhTsne.Affinities;

/// <summary>
/// The conditional similarities of one copy of a point to all copies of each other point, and to its siblings: the copies of its own point, at a distance of 0.
/// Scratch memory of one worker; not thread-safe.
/// </summary>
internal sealed class WeightedRow
{
    private readonly PerplexitySearch[] _scales;
    private readonly FixedBandwidthRows? _bandwidth;
    private readonly float[] _distances;
    private readonly double[] _counts;
    private readonly float[] _row;
    private readonly double[] _probabilities;
    private readonly ulong[] _keys;
    private int _entries;
    private int _siblings;

    /// <summary>Prepares for rows of up to k other points.</summary>
    public WeightedRow(AffinityKind kind, int neighbors)
    {
        int entries = neighbors + 1;
        _scales = [.. kind.Perplexities.Select(perplexity => new PerplexitySearch(perplexity, entries))];
        _bandwidth = kind.Form == AffinityForm.FixedBandwidth ? new FixedBandwidthRows(kind.Bandwidth, entries) : null;
        _distances = new float[entries];
        _counts = new double[entries];
        _row = new float[entries];
        _probabilities = new double[entries];
        _keys = new ulong[entries];
    }

    /// <summary>p_{i|i}: what siblings have together.</summary>
    public double Siblings => _siblings > 0 ? _probabilities[0] : 0;

    /// <summary>Computes a row.</summary>
    /// <param name="places">The other points.</param>
    /// <param name="distances">To each of them, not squared, ascending.</param>
    /// <param name="weights">Of all points.</param>
    /// <param name="own">The row's own weight.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Compute(ReadOnlySpan<int> places, ReadOnlySpan<float> distances, float[] weights, float own)
    {
        _siblings = own > 1 ? 1 : 0;
        _entries = _siblings + places.Length;
        (_distances[0], _counts[0]) = (0, own - 1.0);
        distances.CopyTo(_distances.AsSpan(_siblings));
        for (int j = 0; j < places.Length; j++)
        {
            _counts[_siblings + j] = weights[places[j]];
        }

        _probabilities.AsSpan().Clear();
        foreach (PerplexitySearch scale in _scales)
        {
            scale.Row(_distances.AsSpan(0, _entries), _counts.AsSpan(0, _entries), _row);
            for (int j = 0; j < _entries; j++)
            {
                _probabilities[j] += _row[j] / (double)_scales.Length;
            }
        }

        if (_scales.Length == 0)
        {
            WeighAlike();
        }
    }

    /// <summary>Writes m P_{j|i} of the other points, by ascending point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(ReadOnlySpan<int> places, float own, Span<int> columns, Span<float> values)
    {
        for (int j = 0; j < places.Length; j++)
        {
            _keys[j] = ((ulong)(uint)places[j] << 32) | BitConverter.SingleToUInt32Bits((float)(own * _probabilities[_siblings + j]));
        }

        _keys.AsSpan(0, places.Length).Sort();
        for (int j = 0; j < places.Length; j++)
        {
            columns[j] = (int)(_keys[j] >> 32);
            values[j] = BitConverter.UInt32BitsToSingle((uint)_keys[j]);
        }
    }

    /// <summary>H_i of a row over copies, in nats.</summary>
    public double Entropy()
    {
        double sum = 0;
        for (int j = 0; j < _entries; j++)
        {
            sum -= _probabilities[j] > 0 ? _probabilities[j] * Math.Log(_probabilities[j] / _counts[j]) : 0;
        }

        return sum;
    }

    /// <summary>A fixed bandwidth, or none: what one copy weighs does not depend on how many there are.</summary>
    private void WeighAlike()
    {
        if (_bandwidth is null)
        {
            _row.AsSpan().Fill(1);
        }
        else
        {
            // A neighbour at infinity weighs nothing.
            _distances.AsSpan(_entries).Fill(float.PositiveInfinity);
            _bandwidth.Row(_distances, _row);
        }

        double sum = 0;
        for (int j = 0; j < _entries; j++)
        {
            _probabilities[j] = _counts[j] * _row[j];
            sum += _probabilities[j];
        }

        for (int j = 0; j < _entries; j++)
        {
            _probabilities[j] /= sum;
        }
    }
}
