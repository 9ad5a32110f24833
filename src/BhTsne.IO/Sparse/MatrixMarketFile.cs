using System.Buffers.Text;
using System.Text;
using BhTsne.IO.Files;
using BhTsne.IO.Text;

namespace BhTsne.IO.Sparse;

/// <summary>
/// Reads sparse matrices in the Matrix Market exchange format (Boisvert, Pozo and Remington 1996, NISTIR 5935): a banner, comments, a line
/// with rows, columns and entries, and a line "row column value" for each entry, counted from 1.
/// </summary>
internal sealed class MatrixMarketFile
{
    private const string Banner = "%%MatrixMarket";
    private const string NamedTwice = "the entry is named twice";

    /// <summary>The shortest line of an entry: "1 1" and its end.</summary>
    private const int ShortestEntry = 4;

    /// <summary>
    /// The most rows, all of which take memory, that need not have an entry each: about what the singular value decomposition takes, half a
    /// gigabyte of offsets.
    /// </summary>
    private const int MostEmptyRows = 1 << 26;

    private readonly string _file;
    private readonly LineReader _lines;
    private bool _pattern;
    private bool _symmetric;
    private int _rows;
    private int _columns;

    /// <summary>
    /// The most entries for which memory is allocated before they are read, where the length of the input does not say that they can be
    /// there.
    /// </summary>
    private const int MostUntrusted = 1 << 20;

    private MatrixMarketFile(string file, Stream stream) => (_file, _lines) = (file, new LineReader(file, stream));

    /// <summary>Reads a file or stream.</summary>
    /// <exception cref="TableFormatException">
    /// It is no Matrix Market file of a kind that can be read, or a line of it is malformed.
    /// </exception>
    /// <exception cref="InsufficientMemoryException">The entries have no place under a limit of the heap.</exception>
    public static SparseRows Read(TableInput input, CancellationToken cancellation)
    {
        InputStream stream = input.Open();
        MatrixMarketFile market = new(input.Name, stream);
        market.ReadBanner();
        long promised = market.ReadSize();

        // Before memory is allocated: a damaged size must not look like a lack of memory. What fits once can be doubled without overflow.
        SparseRows.RequireFit(input.Name, promised);
        SparseRows.RequireFit(input.Name, market._symmetric ? 2 * promised : promised);
        bool lengthIsKnown = stream.LongestRemainder < long.MaxValue;
        if (lengthIsKnown && (promised - 1) * ShortestEntry > stream.LongestRemainder + market._lines.Buffered)
        {
            throw market.Fault($"{promised} entries are promised, but the input is too short for them; is it truncated?");
        }

        // What will have no place when it is compressed is refused before it is read.
        if (lengthIsKnown)
        {
            HeapLimit.Require((promised * EntryBuffer.BytesPerEntry) + SparseRows.BytesOf(market._rows, promised));
        }

        return market.ReadEntries((int)promised, (int)(lengthIsKnown ? promised : Math.Min(promised, MostUntrusted)), cancellation);
    }

    private void ReadBanner()
    {
        if (!_lines.Next() || !_lines.Line.StartsWith("%%MatrixMarket"u8))
        {
            throw new TableFormatException(_file, $"it does not start with {Banner}.", line: 1);
        }

        string[] words = Encoding.Latin1.GetString(_lines.Line)
            .ToLowerInvariant()
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words is not [_, "matrix", var layout, var field, var symmetry])
        {
            throw Fault($"the banner must be '{Banner} matrix coordinate FIELD SYMMETRY'.");
        }

        Require(
            layout == "coordinate",
            $"the layout is '{layout}'; only 'coordinate' can be read. A dense matrix can be read as .csv or .npy.");
        Require(field is "real" or "integer" or "pattern", $"the field is '{field}'; real, integer and pattern can be read.");
        Require(symmetry is "general" or "symmetric", $"the symmetry is '{symmetry}'; general and symmetric can be read.");
        (_pattern, _symmetric) = (field == "pattern", symmetry == "symmetric");
    }

    private long ReadSize()
    {
        while (_lines.Next())
        {
            ReadOnlySpan<byte> line = _lines.Line;
            if (line.IsEmpty || line[0] == '%')
            {
                continue;
            }

            bool whole = TryInteger(ref line, out long rows)
                & TryInteger(ref line, out long columns)
                & TryInteger(ref line, out long entries);
            Require(
                whole && line.IsEmpty && rows is >= 1 and < int.MaxValue && columns is >= 1 and <= int.MaxValue && entries >= 0,
                "the size must be three whole numbers 'ROWS COLUMNS ENTRIES', one row and one column at least.");
            (_rows, _columns) = ((int)rows, (int)columns);
            Require(
                rows <= Math.Max(MostEmptyRows, entries),
                $"there are {rows} rows for an entry count of {entries}; beyond {MostEmptyRows} rows there must be as many entries. "
                    + "Is the size damaged?");
            Require(!_symmetric || rows == columns, $"a symmetric matrix must be square, but this one is {rows} x {columns}.");
            return entries;
        }

        throw new TableFormatException(_file, "it ends before the line with its size.");
    }

    private SparseRows ReadEntries(int promised, int capacity, CancellationToken cancellation)
    {
        EntryBuffer entries = new(capacity, most: _symmetric ? 2 * promised : promised);
        int read = 0;
        while (_lines.Next())
        {
            if (_lines.Line.IsEmpty || _lines.Line[0] == '%')
            {
                continue;
            }

            if (read % 4096 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (read == promised)
            {
                throw Fault($"there are more entries than the {promised} that were promised.");
            }

            (int row, int column, float value) = ReadEntry(_lines.Line);
            read++;
            entries.Add(row, column, value);
            if (_symmetric && row != column)
            {
                entries.Add(column, row, value);
            }
        }

        return read == promised
            ? Compress(entries)
            : throw new TableFormatException(_file, $"{promised} entries are promised, but only {read} are there; is it truncated?");
    }

    private (int Row, int Column, float Value) ReadEntry(ReadOnlySpan<byte> line)
    {
        bool whole = TryInteger(ref line, out long row) & TryInteger(ref line, out long column);
        if (!whole || line.IsEmpty != _pattern)
        {
            throw Fault($"an entry must be {(_pattern ? "'ROW COLUMN'" : "'ROW COLUMN VALUE'")}.");
        }

        if (row < 1 || row > _rows || column < 1 || column > _columns)
        {
            throw Fault($"row {row}, column {column} is outside the matrix of {_rows} x {_columns}, counted from 1.");
        }

        float value = 1;
        CellKind kind = _pattern ? CellKind.Number : NumberParser.Parse(line, out value);
        if (kind != CellKind.Number)
        {
            string problem = kind switch
            {
                CellKind.NotFinite => "is not a finite number",
                CellKind.TooLarge => "does not fit single precision",
                _ => "is not a number",
            };
            throw Fault($"'{Encoding.UTF8.GetString(line[..Math.Min(line.Length, 40)])}' {problem}.");
        }

        return ((int)row - 1, (int)column - 1, value);
    }

    /// <summary>Sorts entries by row, stably, and those of a row by column.</summary>
    private SparseRows Compress(EntryBuffer entries)
    {
        HeapLimit.Require(SparseRows.BytesOf(_rows, entries.Count));
        ReadOnlySpan<int> rows = entries.Rows, columns = entries.Columns;
        ReadOnlySpan<float> values = entries.Values;
        long[] offsets = new long[_rows + 1];
        foreach (int row in rows)
        {
            offsets[row + 1]++;
        }

        for (int row = 0; row < _rows; row++)
        {
            offsets[row + 1] += offsets[row];
        }

        // Placing the entries of a row counts its offset up to the next row's.
        int[] indices = new int[rows.Length];
        float[] sorted = new float[rows.Length];
        for (int entry = 0; entry < rows.Length; entry++)
        {
            long place = offsets[rows[entry]]++;
            (indices[place], sorted[place]) = (columns[entry], values[entry]);
        }

        Array.Copy(offsets, 0, offsets, 1, _rows);
        offsets[0] = 0;

        for (int row = 0; row < _rows; row++)
        {
            int first = (int)offsets[row], count = (int)offsets[row + 1] - first;
            Array.Sort(indices, sorted, first, count);
            for (int entry = first + 1; entry < first + count; entry++)
            {
                if (indices[entry] == indices[entry - 1])
                {
                    string problem = _symmetric ? $"{NamedTwice} (a symmetric file has one triangle only)." : $"{NamedTwice}.";
                    throw new TableFormatException(_file, problem, row: row + 1, column: indices[entry] + 1);
                }
            }
        }

        return new SparseRows(_file, offsets, indices, sorted, _columns);
    }

    /// <summary>Takes an integer and the white space around it off the front of a line.</summary>
    private static bool TryInteger(ref ReadOnlySpan<byte> line, out long number)
    {
        line = line.TrimStart(" \t"u8);
        bool parsed = Utf8Parser.TryParse(line, out number, out int used) && (used == line.Length || line[used] is (byte)' ' or (byte)'\t');
        line = line[used..].Trim(" \t"u8);
        return parsed;
    }

    private void Require(bool holds, string problem)
    {
        if (!holds)
        {
            throw Fault(problem);
        }
    }

    private TableFormatException Fault(string problem) => new(_file, problem, _lines.Number);
}
