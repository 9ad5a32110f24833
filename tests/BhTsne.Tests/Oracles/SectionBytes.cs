using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace BhTsne.Tests.Oracles;

/// <summary>
/// A file in sections, taken apart and put together by its description alone, with right checksums: tests change it in between.
/// </summary>
internal sealed class SectionBytes
{
    private const int NameLength = 16;

    /// <summary>The first twelve bytes: signature and kind.</summary>
    public byte[] Mark { get; set; } = [];

    /// <summary>The version of the format.</summary>
    public int Version { get; set; }

    /// <summary>The sections, the empty one at the end too.</summary>
    public List<(string Name, byte[] Content)> Sections { get; } = [];

    /// <summary>What follows the sections.</summary>
    public byte[] Rest { get; set; } = [];

    /// <summary>Takes a file apart; its checksums must be right.</summary>
    public static SectionBytes Parse(byte[] file)
    {
        SectionBytes parsed = new() { Mark = file[..12], Version = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(12)) };
        int at = 16;
        Checked(0);
        for (string? name = null; name != "end";)
        {
            int head = at;
            name = Encoding.ASCII.GetString(file, at, NameLength).TrimEnd('\0');
            int length = checked((int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(at + NameLength)));
            at += NameLength + 8;
            Checked(head);
            parsed.Sections.Add((name, file[at..(at + length)]));
            head = at;
            at += length;
            Checked(head);
        }

        parsed.Rest = file[at..];
        return parsed;

        void Checked(int from)
        {
            Assert.Equal(CrcTable.Of(file.AsSpan(from, at - from)), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at)));
            at += 4;
        }
    }

    /// <summary>The file; checksums are computed anew.</summary>
    /// <param name="lengths">The length that a section claims, where it is not its own.</param>
    public byte[] ToBytes(IReadOnlyDictionary<string, long>? lengths = null)
    {
        List<byte> file = [.. Checked([.. Mark, .. BitConverter.GetBytes(Version)])];
        foreach ((string name, byte[] content) in Sections)
        {
            byte[] head = new byte[NameLength + 8];
            Encoding.ASCII.GetBytes(name, head);
            long length = lengths?.GetValueOrDefault(name, content.Length) ?? content.Length;
            BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(NameLength), length);
            file.AddRange(Checked(head));
            file.AddRange(Checked(content));
        }

        return [.. file, .. Rest];
    }

    /// <summary>The content of a section.</summary>
    public byte[] this[string name]
    {
        get => Sections.Single(section => section.Name == name).Content;
        set => Sections[Sections.FindIndex(section => section.Name == name)] = (name, value);
    }

    /// <summary>Changes the header, which is JSON.</summary>
    public SectionBytes WithHeader(Action<JsonObject> change)
    {
        JsonObject header = JsonNode.Parse(this["header"])!.AsObject();
        change(header);
        this["header"] = Encoding.UTF8.GetBytes(header.ToJsonString());
        return this;
    }

    /// <summary>Changes the text of the header.</summary>
    public SectionBytes WithHeaderText(Func<string, string> change)
    {
        this["header"] = Encoding.Latin1.GetBytes(change(Encoding.Latin1.GetString(this["header"])));
        return this;
    }

    private static byte[] Checked(byte[] bytes) => [.. bytes, .. BitConverter.GetBytes(CrcTable.Of(bytes))];
}
