using System.Globalization;
using System.Numerics;

namespace BhTsne.IO;

/// <summary>Rows that are being read: one array that all inputs append to, grown rarely.</summary>
/// <param name="columns">The number of values of a row.</param>
/// <param name="hasPlace">Whether an array of so many bytes has a place; null for the limit of the heap of this process.</param>
internal sealed class PointBuffer(int columns, Func<long, bool>? hasPlace = null)
{
    private readonly Func<long, bool> _hasPlace = hasPlace ?? HeapLimit.HasPlace;
    private float[] _values = [];
    private int _count;

    /// <summary>The number of values that is expected, where they have no place.</summary>
    private int _expected;

    /// <summary>The number of values of a row.</summary>
    public int Columns { get; private set; } = columns;

    /// <summary>The number of whole rows so far.</summary>
    public int Rows => _count / Columns;

    /// <summary>The values so far.</summary>
    public Span<float> Values => _values.AsSpan(0, _count);

    /// <summary>The error for more values than one array holds.</summary>
    public static TableFormatException TooLarge(string file, string shape, BigInteger count) => new(
        file,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{shape} makes {count:N0} values, but one array holds at most {Array.MaxLength:N0}. Save all of them in one .npy file ")
            + "(numpy.save(file, numpy.ascontiguousarray(x, 'float32'))), which is mapped and not read and may have more, "
            + "or reduce the rows or columns first.");

    /// <summary>Checks that one array can hold so many rows.</summary>
    /// <exception cref="TableFormatException">It cannot.</exception>
    public void RequireFit(string file, long rows)
    {
        if (rows > Array.MaxLength / Columns)
        {
            throw TooLarge(file, string.Create(CultureInfo.InvariantCulture, $"{rows} x {Columns}"), (BigInteger)rows * Columns);
        }
    }

    /// <summary>Makes room for rows that will come, as far as one array can hold them, so that appending them copies nothing.</summary>
    /// <exception cref="InsufficientMemoryException">They have no place.</exception>
    public void Reserve(long rows)
    {
        if (!TryReserve(rows))
        {
            throw Lack(_expected);
        }
    }

    /// <summary>As <see cref="Reserve"/> for rows that may come: where they have no place, the array grows as they are appended.</summary>
    /// <returns>Whether they have a place.</returns>
    public bool TryReserve(long rows)
    {
        int needed = _count + (int)(Math.Min(rows, (Array.MaxLength - _count) / Columns) * Columns);
        if (needed > _values.Length)
        {
            if (!HasPlace(needed))
            {
                _expected = needed;
                return false;
            }

            Move(needed);
        }

        return true;
    }

    /// <summary>Appends space for rows and returns it to be filled; the content is undefined until then.</summary>
    /// <exception cref="TableFormatException">The rows no longer fit into one array.</exception>
    /// <exception cref="InsufficientMemoryException">A longer array has no place.</exception>
    public Span<float> Append(string file, int rows)
    {
        RequireFit(file, Rows + (long)rows);
        return AppendValues(rows * Columns);
    }

    /// <summary>Appends space for values, which need not be whole rows; the caller has checked that the rows fit.</summary>
    /// <exception cref="InsufficientMemoryException">A longer array has no place.</exception>
    public Span<float> AppendValues(int count)
    {
        long needed = _count + (long)count;
        if (needed > _values.Length)
        {
            Move(Longer(needed));
        }

        Span<float> space = _values.AsSpan(_count, count);
        _count = (int)needed;
        return space;
    }

    /// <summary>The values, without a copy unless much of the array was left over and the copy has a place.</summary>
    public ReadOnlyMemory<float> ToMemory()
    {
        if (_values.Length - _count > _count / 8 && HasPlace(_count))
        {
            Move(_count);
        }

        return _values.AsMemory(0, _count);
    }

    /// <summary>The array itself, if it is full; otherwise a copy of the values.</summary>
    public float[] ToArray()
    {
        if (_values.Length > _count)
        {
            Move(_count);
        }

        return _values;
    }

    /// <summary>Takes out all columns but some; rows move together.</summary>
    /// <param name="columns">From 0, ascending.</param>
    public void KeepColumns(int[] columns)
    {
        int next = 0;
        for (int start = 0; start < _count; start += Columns)
        {
            foreach (int column in columns)
            {
                _values[next++] = _values[start + column];
            }
        }

        (_count, Columns) = (next, columns.Length);
    }

    /// <summary>Takes out all rows but some.</summary>
    /// <param name="rows">From 0, ascending.</param>
    public void KeepRows(int[] rows)
    {
        for (int row = 0; row < rows.Length; row++)
        {
            _values.AsSpan(rows[row] * Columns, Columns).CopyTo(_values.AsSpan(row * Columns));
        }

        _count = rows.Length * Columns;
    }

    private bool HasPlace(int length) => _hasPlace((long)length * sizeof(float));

    private InsufficientMemoryException Lack(int length) => HeapLimit.Lack((long)Math.Max(length, _expected) * sizeof(float));

    /// <summary>The length to grow to: by a half; where that has no place by less, but not by so little that growing is slow.</summary>
    private int Longer(long needed)
    {
        for (int part = 2; ; part *= 4)
        {
            int length = (int)Math.Min(Math.Max(needed, (long)_values.Length + (_values.Length / part)), Array.MaxLength);
            if (HasPlace(length))
            {
                return length;
            }

            if (part >= 128)
            {
                throw Lack(length);
            }
        }
    }

    private void Move(int length)
    {
        float[] longer = GC.AllocateUninitializedArray<float>(length);
        _values.AsSpan(0, _count).CopyTo(longer);
        _values = longer;
    }
}
