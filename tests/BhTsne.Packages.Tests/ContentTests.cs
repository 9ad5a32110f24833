using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;

namespace BhTsne.Packages.Tests;

/// <summary>What is in the packages, and what they say of themselves.</summary>
[Collection(PackageTests.Name)]
public sealed class ContentTests(LocalFeed feed)
{
    private static readonly byte[] _pngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    public static TheoryData<string> Libraries => new("BhTsne", "BhTsne.IO", "BhTsne.Plotting", "BhTsne.Live");

    public static TheoryData<string> Packages => new("BhTsne", "BhTsne.IO", "BhTsne.Plotting", "BhTsne.Live", "BhTsne.Tool");

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_has_its_assembly_under_its_own_name_its_documentation_and_nothing_else(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(feed.PathOf(package));
        string[] files = [.. archive.Entries.Select(entry => entry.FullName).Where(IsOwn).Order(StringComparer.Ordinal)];
        string[] expected =
        [
            $"{package}.nuspec", "CHANGELOG.md", "README.md", "icon.png", $"lib/net10.0/{package}.dll", $"lib/net10.0/{package}.xml",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), files);
        Assert.Contains("<member name=\"T:BhTsne.", Read(archive, $"lib/net10.0/{package}.xml"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_has_a_readme_an_icon_a_licence_and_names_the_others_of_its_release_exactly(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(feed.PathOf(package));
        XDocument manifest = XDocument.Parse(Read(archive, $"{package}.nuspec").TrimStart('\ufeff'));
        Assert.Equal("MIT", Value(manifest, "license"));
        Assert.Equal("icon.png", Value(manifest, "icon"));
        Assert.Equal("README.md", Value(manifest, "readme"));
        Assert.Equal(LocalFeed.Version, Value(manifest, "version"));
        Assert.EndsWith(".", Value(manifest, "description"), StringComparison.Ordinal);
        using (Stream icon = archive.GetEntry("icon.png")!.Open())
        {
            byte[] head = new byte[8];
            icon.ReadExactly(head);
            Assert.Equal(_pngSignature, head);
        }

        string readme = Read(archive, "README.md");
        Assert.StartsWith($"# {package}\n", readme, StringComparison.Ordinal);
        string install = package == "BhTsne.Tool" ? "dotnet tool install --global BhTsne.Tool\n" : $"dotnet add package {package}\n";
        Assert.Contains(install, readme, StringComparison.Ordinal);
        foreach (XElement dependency in manifest.Descendants().Where(element => element.Name.LocalName == "dependency"))
        {
            if (dependency.Attribute("id")!.Value.StartsWith("BhTsne", StringComparison.Ordinal))
            {
                Assert.Equal($"[{LocalFeed.Version}]", dependency.Attribute("version")!.Value);
            }
        }
    }

    [Fact]
    public void The_engine_depends_on_one_package_alone()
    {
        using ZipArchive archive = ZipFile.OpenRead(feed.PathOf("BhTsne"));
        XDocument manifest = XDocument.Parse(Read(archive, "BhTsne.nuspec").TrimStart('\ufeff'));
        Assert.Equal(
            ["System.Numerics.Tensors"],
            manifest.Descendants().Where(element => element.Name.LocalName == "dependency").Select(e => e.Attribute("id")!.Value));
    }

    /// <summary>A debugger needs no server: the sources are in the symbols. And neither names a folder of the machine that built.</summary>
    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_symbols_have_the_sources_and_no_path_of_the_machine(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(feed.PathOf(package, "snupkg"));
        using MemoryStream symbols = Bytes(archive, $"lib/net10.0/{package}.pdb");
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(symbols);
        MetadataReader reader = provider.GetMetadataReader();
        Guid embedded = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");
        int own = 0;
        foreach (DocumentHandle handle in reader.Documents)
        {
            string name = reader.GetString(reader.GetDocument(handle).Name);
            Assert.StartsWith("/_", name, StringComparison.Ordinal);
            own += reader.GetCustomDebugInformation(handle).Any(
                information => reader.GetGuid(reader.GetCustomDebugInformation(information).Kind) == embedded) ? 1 : 0;
        }

        Assert.Equal(reader.Documents.Count, own);
        using ZipArchive library = ZipFile.OpenRead(feed.PathOf(package));
        using MemoryStream assembly = Bytes(library, $"lib/net10.0/{package}.dll");
        Assert.DoesNotContain(Repository.Root, Encoding.UTF8.GetString(assembly.ToArray()), StringComparison.Ordinal);
        using PEReader image = new(assembly);
        Assert.Contains(image.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    }

    [Fact]
    public void Samples_name_the_version_that_is_built()
    {
        string[] samples = [.. Directory.EnumerateFiles(Repository.PathOf("samples"), "*.cs")];
        Assert.True(samples.Length >= 4);
        foreach (string line in samples.SelectMany(File.ReadAllLines).Where(line => line.StartsWith("#:package", StringComparison.Ordinal)))
        {
            Assert.EndsWith($"@{LocalFeed.Version}", line, StringComparison.Ordinal);
        }
    }

    /// <summary>All but the files that make a zip archive a package.</summary>
    private static bool IsOwn(string file) =>
        !file.StartsWith("_rels/", StringComparison.Ordinal) && !file.StartsWith("package/", StringComparison.Ordinal)
        && file != "[Content_Types].xml";

    private static string Value(XDocument manifest, string name) =>
        manifest.Descendants().First(element => element.Name.LocalName == name).Value;

    private static string Read(ZipArchive archive, string name)
    {
        using StreamReader reader = new(archive.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private static MemoryStream Bytes(ZipArchive archive, string name)
    {
        MemoryStream bytes = new();
        using Stream entry = archive.GetEntry(name)!.Open();
        entry.CopyTo(bytes);
        bytes.Position = 0;
        return bytes;
    }
}
