using System.Text;

namespace BhTsne.IO.Tests;

/// <summary>
/// Links, devices and pipes in place of the file that is written: what a link points at is written, and nothing is replaced but files.
/// </summary>
public sealed class AtomicFileLinkTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TheoryThatNeeds(Requirement.Unix)]
    [InlineData("link")]
    [InlineData("chain")]
    [InlineData("relative")]
    [InlineData("through/a-folder-link")]
    public void A_file_behind_links_is_replaced_in_its_own_folder_and_the_links_stay(string name)
    {
        MakeLinks();
        _folder.Write("elsewhere/target", "old");
        string[] before = _folder.Names();
        using FileStream old = new(_folder["elsewhere/target"], FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

        AtomicFile.Write(_folder[name], stream =>
        {
            stream.Write("new"u8);
            Assert.Equal(before, _folder.Names());
            Assert.Equal(2, Directory.GetFiles(_folder["elsewhere"], "target*").Length);
        });

        Assert.Equal("new", File.ReadAllText(_folder["elsewhere/target"]));
        Assert.Equal("old", new StreamReader(old).ReadToEnd());
        Assert.NotNull(new FileInfo(_folder[name]).LinkTarget);
        Assert.Equal(before, _folder.Names());
        Assert.Null(AtomicFile.FindFault(_folder[name]));
    }

    [TheoryThatNeeds(Requirement.Unix)]
    [InlineData("link")]
    [InlineData("chain")]
    [InlineData("relative")]
    [InlineData("through/a-folder-link")]
    public void The_target_of_a_dangling_link_is_made_where_the_link_points(string name)
    {
        MakeLinks();
        Assert.Null(AtomicFile.FindFault(_folder[name]));
        AtomicFile.Write(_folder[name], stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(_folder["elsewhere/target"]));
        Assert.NotNull(new FileInfo(_folder[name]).LinkTarget);
    }

    [FactThatNeeds(Requirement.Unix)]
    public void Links_in_a_circle_are_an_error_that_names_the_file()
    {
        File.CreateSymbolicLink(_folder["a"], "b");
        File.CreateSymbolicLink(_folder["b"], "a");
        const string Expected = "there are too many symbolic links, or they form a circle";
        Assert.Equal(Expected, AtomicFile.FindFault(_folder["a"]));
        Assert.Equal($"{_folder["a"]}: {Expected}.", Assert.Throws<IOException>(() => AtomicFile.Write(_folder["a"], Fail)).Message);
        Assert.Equal(["a", "b"], _folder.Names());
    }

    /// <summary>As many as Linux follows.</summary>
    [FactThatNeeds(Requirement.Unix)]
    public void Forty_links_in_a_row_are_followed_and_no_more()
    {
        _folder.Write("0", "old");
        for (int link = 1; link <= 41; link++)
        {
            File.CreateSymbolicLink(_folder[$"{link}"], $"{link - 1}");
        }

        AtomicFile.Write(_folder["40"], stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(_folder["0"]));
        Assert.Contains("too many", AtomicFile.FindFault(_folder["41"]), StringComparison.Ordinal);
    }

    [FactThatNeeds(Requirement.Unix)]
    public void A_link_to_a_folder_and_a_link_into_a_missing_folder_are_errors()
    {
        Directory.CreateDirectory(_folder["folder"]);
        File.CreateSymbolicLink(_folder["to-folder"], "folder");
        File.CreateSymbolicLink(_folder["to-nowhere"], "missing/a");
        Assert.Equal("this is a folder", AtomicFile.FindFault(_folder["to-folder"]));
        Assert.Throws<IOException>(() => AtomicFile.Write(_folder["to-folder"], Fail));
        Assert.Equal($"there is no folder {_folder["missing"]}", AtomicFile.FindFault(_folder["to-nowhere"]));
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(_folder["to-nowhere"], Fail));
    }

    [TheoryThatNeeds(Requirement.DeviceNodes)]
    [InlineData(false)]
    [InlineData(true)]
    public void A_device_stays_a_device_whether_named_itself_or_by_links(bool linked)
    {
        string device = Machine.Device(_folder["device"], 3), name = device;
        if (linked)
        {
            File.CreateSymbolicLink(_folder["first"], "device");
            name = File.CreateSymbolicLink(_folder["map.csv"], "first").FullName;
        }

        string[] before = _folder.Names();
        Assert.Null(AtomicFile.FindFault(name));
        AtomicFile.Write(name, stream =>
        {
            stream.Write(new byte[1 << 20]);
            Assert.Equal(before, _folder.Names());
        });
        Assert.Equal(before, _folder.Names());
        Assert.True(IsNull(device));
    }

    [TheoryThatNeeds(Requirement.DeviceNodes)]
    [InlineData(false)]
    [InlineData(true)]
    public void A_full_device_is_an_error_that_names_the_file_and_leaves_nothing_behind(bool large)
    {
        Machine.Device(_folder["full"], 7);
        string name = File.CreateSymbolicLink(_folder["map.csv"], "full").FullName;
        IOException fault = Assert.Throws<IOException>(() => AtomicFile.Write(name, stream => stream.Write(new byte[large ? 1 << 20 : 1])));
        Assert.StartsWith($"{name}: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("No space left", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["full", "map.csv"], _folder.Names());
    }

    // Not as root: a wrong program would replace the devices of the machine.
    [FactThatNeeds(Requirement.FullDevice | Requirement.Permissions)]
    public void The_devices_of_the_system_are_written_straight_through()
    {
        AtomicFile.Write("/dev/null", stream => stream.Write("gone"u8));
        Assert.StartsWith(
            "/dev/full: ",
            Assert.Throws<IOException>(() => AtomicFile.Write("/dev/full", stream => stream.Write("x"u8))).Message,
            StringComparison.Ordinal);
        Assert.True(IsNull("/dev/null"));
        Assert.Null(AtomicFile.FindFault("/dev/full"));
    }

    [TheoryThatNeeds(Requirement.Fifos)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pipe_with_a_name_is_opened_once_and_its_reader_gets_all(bool linked)
    {
        string fifo = Machine.Fifo(_folder["fifo"]), name = linked ? File.CreateSymbolicLink(_folder["map.csv"], fifo).FullName : fifo;
        string[] before = _folder.Names();

        // With a reader that is not there yet, a look must not open the pipe: it would wait for one.
        Assert.Null(AtomicFile.FindFault(name));
        Task<string> reader = Task.Run(() => File.ReadAllText(fifo));
        string content = string.Concat(Enumerable.Range(0, 50_000));
        AtomicFile.Write(name, stream => stream.Write(Encoding.ASCII.GetBytes(content)));
        Assert.Equal(content, await reader);
        Assert.Equal(before, _folder.Names());
    }

    [FactThatNeeds(Requirement.Fifos)]
    public void A_pipe_whose_reader_leaves_is_an_error_that_says_so()
    {
        string fifo = Machine.Fifo(_folder["fifo"]);
        Task reader = Task.Run(() => new FileStream(fifo, FileMode.Open, FileAccess.Read).Dispose());
        IOException fault = Assert.Throws<IOException>(() => AtomicFile.Write(fifo, stream =>
        {
            reader.Wait();
            stream.Write(new byte[1 << 20]);
        }));
        const int BrokenPipe = 32;
        Assert.Equal((BrokenPipe, $"{fifo}: Broken pipe."), (fault.HResult, fault.Message));
    }

    [FactThatNeeds(Requirement.Descriptors)]
    public void A_descriptor_of_this_process_is_written_where_it_stands()
    {
        using FileStream open = new(_folder["open"], FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        open.Write("before "u8);
        AtomicFile.Write($"/dev/fd/{open.SafeFileHandle.DangerousGetHandle()}", stream => stream.Write("map"u8));
        Assert.Equal("before map", Encoding.ASCII.GetString(File.ReadAllBytes(_folder["open"])));
        Assert.Equal(["open"], _folder.Names());
    }

    [FactThatNeeds(Requirement.DeviceNodes | Requirement.Fifos)]
    public void Two_names_of_one_thing_have_one_identity()
    {
        MakeLinks();
        Assert.Equal(AtomicFile.IdentityOf(_folder["elsewhere/target"]), AtomicFile.IdentityOf(_folder["chain"]));
        _folder.Write("elsewhere/target", "old");
        Assert.Equal(AtomicFile.IdentityOf(_folder["elsewhere/target"]), AtomicFile.IdentityOf(_folder["chain"]));
        Assert.NotEqual(AtomicFile.IdentityOf(_folder["elsewhere/target"]), AtomicFile.IdentityOf(_folder["other"]));
        string fifo = Machine.Fifo(_folder["fifo"]);
        File.CreateSymbolicLink(_folder["to-fifo"], fifo);
        Assert.Equal(AtomicFile.IdentityOf(fifo), AtomicFile.IdentityOf(_folder["to-fifo"]));
    }

    private static bool IsNull(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.ReadWrite);
        stream.Write("gone"u8);
        stream.Flush();
        return stream.ReadByte() < 0;
    }

    private static void Fail(Stream stream) => Assert.Fail("Nothing may be written.");

    private void MakeLinks()
    {
        Directory.CreateDirectory(_folder["elsewhere"]);
        Directory.CreateDirectory(_folder["deep/inside"]);
        File.CreateSymbolicLink(_folder["link"], _folder["elsewhere/target"]);
        File.CreateSymbolicLink(_folder["chain"], "link");
        File.CreateSymbolicLink(_folder["relative"], "deep/../elsewhere/target");

        // The folder itself is a link, so that ".." is not the folder that its name stands in.
        File.CreateSymbolicLink(_folder["through"], "deep/inside");
        File.CreateSymbolicLink(_folder["deep/inside/a-folder-link"], "../../elsewhere/target");
    }
}
