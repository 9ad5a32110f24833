using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BhTsne.Files;
using BhTsne.Studies;

namespace BhTsne;

/// <summary>
/// The rows of a study as a table in a file (docs/formats.md): each row is on the disk before the next one is measured, so that a study
/// that was interrupted loses nothing and can go on.
/// </summary>
/// <remarks>
/// The first line is a comment that begins with # and says what was studied, the second one names the columns. For one thread at a time;
/// dispose it to close the file.
/// </remarks>
public sealed class StudyFile : IDisposable
{
    private const string Mark = "# bhtsne study 1 ";

    /// <summary>Nothing waits in a buffer: a failure is known at once, and is not tried again when the file is closed.</summary>
    private const int NoBuffer = 0;

    private static readonly JsonSerializerOptions _readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Stream _stream;
    private readonly List<StudyRow> _rows;

    private StudyFile(string path, Stream stream, List<StudyRow> rows) => (Path, _stream, _rows) = (path, stream, rows);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>All rows, those that were there before among them.</summary>
    public IReadOnlyList<StudyRow> Rows => _rows;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Where; there must be no such file.</param>
    /// <param name="identity">What is studied: <see cref="TsneStudy.Identity"/>.</param>
    /// <returns>The file; dispose it.</returns>
    /// <exception cref="IOException">There is one, or it cannot be written; the message begins with its name.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not write there.</exception>
    public static StudyFile Create(string path, IReadOnlyDictionary<string, string> identity)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(identity);
        Stream stream = FileSystem.Current.Open(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, NoBuffer);
        StudyFile file = new(path, stream, []);
        try
        {
            JsonObject json = new(identity.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
            file.Append($"{Mark}{json.ToJsonString(_readable)}\n{StudyColumns.Header}\n");
            return file;
        }
        catch
        {
            // A file without its first lines is no study, and would be in the way of the next try.
            file.Dispose();
            FileSystem.Current.Delete(path);
            throw;
        }
    }

    /// <summary>Opens a file to go on with it. A last line that was not written to its end is removed.</summary>
    /// <param name="path">The file; where there is none it is begun.</param>
    /// <param name="identity">What is studied: <see cref="TsneStudy.Identity"/>.</param>
    /// <returns>The file; dispose it.</returns>
    /// <exception cref="TsneFileException">
    /// It is no study, or one of another input, grid or options; every difference is named. Nothing was changed.
    /// </exception>
    /// <exception cref="IOException">It cannot be read or written; the message begins with its name.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not write there.</exception>
    public static StudyFile Resume(string path, IReadOnlyDictionary<string, string> identity)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(identity);
        if (AtomicFile.IsWrittenThrough(path))
        {
            // Its length is 0, too, but it must not be deleted.
            throw new IOException($"{path}: this is a device or a pipe; the rows of a study need a regular file, name one.");
        }

        if (!File.Exists(path) || new FileInfo(path).Length == 0)
        {
            File.Delete(path);
            return Create(path, identity);
        }

        Stream stream = FileSystem.Current.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, NoBuffer);
        try
        {
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            int whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
            List<StudyRow> rows = Parse(path, Encoding.UTF8.GetString(bytes.AsSpan(0, whole)), identity);
            stream.SetLength(whole);
            stream.Seek(0, SeekOrigin.End);
            return new StudyFile(path, stream, rows);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads the rows of a file, whatever was studied, and leaves out a last line that was not written to its end.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="TsneFileException">It is no study, or a row is malformed.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<StudyRow> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string text = File.ReadAllText(path);
        return Parse(path, text[..(text.LastIndexOf('\n') + 1)], null);
    }

    /// <summary>Writes a row, and waits until it is on the disk.</summary>
    /// <param name="row">The row.</param>
    /// <exception cref="IOException">It cannot be written; the message begins with the name of the file.</exception>
    public void Add(StudyRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        Append($"{StudyColumns.Write(row)}\n");
        _rows.Add(row);
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static List<StudyRow> Parse(string path, string text, IReadOnlyDictionary<string, string>? identity)
    {
        string[] lines = text.Split('\n')[..^1];
        if (lines.Length == 0 || !lines[0].StartsWith(Mark, StringComparison.Ordinal))
        {
            throw new TsneFileException(path, null, "this is not the file of a study; name another one.");
        }

        RequireSame(path, lines[0][Mark.Length..], identity);
        if (lines.Length < 2 || lines[1] != StudyColumns.Header)
        {
            throw new TsneFileException(path, null, "line 2 does not name the columns of a study of this version; begin another file.");
        }

        List<StudyRow> rows = [];
        for (int line = 2; line < lines.Length; line++)
        {
            try
            {
                rows.Add(StudyColumns.Read(lines[line]));
            }
            catch (FormatException exception)
            {
                throw new TsneFileException(
                    path, null, $"line {line + 1} was changed: {exception.Message} Remove the line, and it is measured again.", exception);
            }
        }

        return rows;
    }

    /// <summary>Compares what was studied with what is to be studied.</summary>
    private static void RequireSame(string path, string json, IReadOnlyDictionary<string, string>? identity)
    {
        Dictionary<string, string> found;
        try
        {
            JsonObject all = JsonNode.Parse(json) as JsonObject ?? throw new JsonException("it is no object");
            found = all.ToDictionary(pair => pair.Key, pair => pair.Value?.GetValue<string>() ?? "");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new TsneFileException(path, null, $"line 1 was changed: {exception.Message}", exception);
        }

        if (identity is null)
        {
            return;
        }

        string[] differences =
        [
            .. from name in identity.Keys.Union(found.Keys)
               let before = found.GetValueOrDefault(name, "not set")
               let now = identity.GetValueOrDefault(name, "not set")
               where before != now
               select $"{name} is {now}, but {before} in the file",
        ];
        if (differences.Length > 0)
        {
            throw new TsneFileException(
                path, null, $"it belongs to another study: {string.Join("; ", differences)}. Name another file, or give the same again.");
        }
    }

    private void Append(string text)
    {
        long before = _stream.Position;
        try
        {
            CutAt(before);
            _stream.Write(Encoding.UTF8.GetBytes(text));
            FileSystem.Current.FlushToDisk(_stream);
        }
        catch (IOException exception)
        {
            try
            {
                CutAt(before);
            }
            catch (IOException)
            {
                // It is tried again before the next line. What went wrong with this line is the reason to tell.
            }

            throw new IOException($"{Path}: {exception.Message}", exception.HResult);
        }
    }

    /// <summary>Removes what reached the disk of a line that failed: a shorter line over it would leave its end there.</summary>
    private void CutAt(long length)
    {
        if (_stream.Length > length)
        {
            _stream.SetLength(length);
        }

        _stream.Seek(length, SeekOrigin.Begin);
    }
}
