using System.Runtime.Versioning;
using System.Text;

namespace BhTsne.IO.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_file_appears_and_an_old_one_is_replaced()
    {
        foreach (string content in new[] { "a longer first version", "second" })
        {
            AtomicFile.Write(_folder["a"], stream => stream.Write(Encoding.ASCII.GetBytes(content)));
            Assert.Equal(content, File.ReadAllText(_folder["a"]));
            Assert.Equal(["a"], _folder.Names());
        }
    }

    [Fact]
    public void Until_the_end_the_old_file_is_whole_and_the_new_one_is_beside_it()
    {
        _folder.Write("a", "old");
        AtomicFile.Write(_folder["a"], stream =>
        {
            stream.Write(new byte[1 << 20]);
            Assert.Equal("old", File.ReadAllText(_folder["a"]));
            Assert.Equal(2, _folder.Names().Length);
        });
        Assert.Equal(1 << 20, new FileInfo(_folder["a"]).Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_failure_keeps_the_old_file_and_leaves_no_temporary(bool cancelled)
    {
        _folder.Write("a", "old");
        Exception thrown = cancelled ? new OperationCanceledException() : new InvalidOperationException();
        foreach (string name in new[] { "a", "new" })
        {
            Assert.Same(thrown, Record.Exception(() => AtomicFile.Write(_folder[name], stream =>
            {
                stream.Write(new byte[1 << 20]);
                throw thrown;
            })));
        }

        Assert.Equal(["a"], _folder.Names());
        Assert.Equal("old", File.ReadAllText(_folder["a"]));
    }

    [Fact]
    public void A_missing_folder_and_a_folder_in_place_of_the_file_are_told_apart()
    {
        string inside = Path.Combine(_folder["none"], "a");
        Assert.Equal($"{inside} cannot be written: the folder '{_folder["none"]}' does not exist.", Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(inside, Fail)).Message);
        Directory.CreateDirectory(_folder["folder"]);
        Assert.Equal($"{_folder["folder"]} is a folder, not a file to write.", Assert.Throws<IOException>(() => AtomicFile.Write(_folder["folder"], Fail)).Message);
        static void Fail(Stream stream) => Assert.Fail("Nothing may be written.");
    }

    [UnixFact, UnsupportedOSPlatform("windows")]
    public void Links_permissions_and_devices_stay_what_they_are()
    {
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.SetUnixFileMode(_folder.Write("target", "old"), Mode);
        File.CreateSymbolicLink(_folder["link"], _folder["target"]);
        AtomicFile.Write(_folder["link"], stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(_folder["target"]));
        Assert.Equal(_folder["target"], File.ResolveLinkTarget(_folder["link"], returnFinalTarget: false)!.FullName);
        Assert.Equal(Mode, File.GetUnixFileMode(_folder["target"]));

        AtomicFile.Write("/dev/null", stream => stream.Write("gone"u8));
        Assert.Equal(0, new FileInfo("/dev/null").Length);
    }
}
