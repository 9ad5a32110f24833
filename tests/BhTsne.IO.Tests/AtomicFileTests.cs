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

    [Fact]
    public void A_failure_for_want_of_permission_leaves_no_temporary_and_is_told_with_the_folder()
    {
        UnauthorizedAccessException thrown = Assert.Throws<UnauthorizedAccessException>(
            () => AtomicFile.Write(_folder["new"], _ => throw new UnauthorizedAccessException()));
        Assert.StartsWith($"{_folder["new"]}: the folder ", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Names());
    }

    /// <summary>Whether a folder can be written to is found out by writing: nothing of that stays.</summary>
    [Fact]
    public void The_search_for_a_fault_leaves_nothing_behind()
    {
        Assert.Null(AtomicFile.FindFault(_folder["new"]));
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(_folder["new"])!));
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
    public void A_missing_folder_and_a_folder_in_place_of_the_file_have_messages_of_their_own()
    {
        string inside = Path.Combine(_folder["none"], "a");
        DirectoryNotFoundException missing = Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(inside, Fail));
        Assert.Equal($"{inside}: there is no folder {_folder["none"]}.", missing.Message);
        Directory.CreateDirectory(_folder["folder"]);
        Assert.Equal(
            $"{_folder["folder"]}: this is a folder.", Assert.Throws<IOException>(() => AtomicFile.Write(_folder["folder"], Fail)).Message);
    }

    [FactThatNeeds(Requirement.Unix)]
    [UnsupportedOSPlatform("windows")]
    public void The_permissions_of_a_replaced_file_stay()
    {
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(_folder.Write("a", "old"), Mode);
        AtomicFile.Write(_folder["a"], stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(_folder["a"]));
        Assert.Equal(Mode, File.GetUnixFileMode(_folder["a"]));
    }

    [FactThatNeeds(Requirement.Unix | Requirement.Permissions)]
    [UnsupportedOSPlatform("windows")]
    public void A_folder_that_cannot_be_written_to_is_an_error_that_names_the_file()
    {
        Directory.CreateDirectory(_folder["sealed"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        AssertRefused(Path.Combine(_folder["sealed"], "a"));
    }

    // No account may make files there, root included.
    [FactThatNeeds(Requirement.Unix)]
    public void A_file_system_that_cannot_be_written_to_is_an_error_that_names_the_file() =>
        AssertRefused(Directory.Exists("/sys/kernel") ? "/sys/kernel/a" : "/dev/fd/a");

    private static void Fail(Stream stream) => Assert.Fail("Nothing may be written.");

    private static void AssertRefused(string path)
    {
        Assert.Contains("cannot be written to", AtomicFile.FindFault(path), StringComparison.Ordinal);
        Exception fault = Record.Exception(() => AtomicFile.Write(path, Fail));
        Assert.True(fault is IOException or UnauthorizedAccessException, $"{fault}");
        Assert.StartsWith($"{path}: ", fault.Message, StringComparison.Ordinal);
    }
}
