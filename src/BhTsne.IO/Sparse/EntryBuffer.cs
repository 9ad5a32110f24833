namespace BhTsne.IO.Sparse;

/// <summary>Entries of a sparse matrix that are being read, in the order of the file.</summary>
internal sealed class EntryBuffer
{
    /// <summary>A row, a column and a value.</summary>
    public const int BytesPerEntry = (2 * sizeof(int)) + sizeof(float);

    private const int LeastLength = 16;

    private readonly int _most;
    private int[] _rows = [];
    private int[] _columns = [];
    private float[] _values = [];

    /// <param name="capacity">How many have room without growing.</param>
    /// <param name="most">How many there can be.</param>
    /// <exception cref="InsufficientMemoryException">They have no place under a limit of the heap.</exception>
    public EntryBuffer(int capacity, int most)
    {
        _most = most;
        Resize(capacity);
    }

    /// <summary>The number of entries so far.</summary>
    public int Count { get; private set; }

    /// <summary>The row of each entry, from 0.</summary>
    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, Count);

    /// <summary>The column of each entry, from 0.</summary>
    public ReadOnlySpan<int> Columns => _columns.AsSpan(0, Count);

    /// <summary>The value of each entry.</summary>
    public ReadOnlySpan<float> Values => _values.AsSpan(0, Count);

    /// <summary>Appends an entry.</summary>
    /// <exception cref="InsufficientMemoryException">Longer arrays have no place under a limit of the heap.</exception>
    public void Add(int row, int column, float value)
    {
        if (Count == _rows.Length)
        {
            Resize((int)Math.Min(Math.Max(LeastLength, 2L * Count), _most));
        }

        (_rows[Count], _columns[Count], _values[Count]) = (row, column, value);
        Count++;
    }

    private void Resize(int length)
    {
        HeapLimit.Require((long)length * BytesPerEntry);
        Array.Resize(ref _rows, length);
        Array.Resize(ref _columns, length);
        Array.Resize(ref _values, length);
    }
}
