using BhTsne.Files;
using BhTsne.IO;
using BhTsne.Plotting;
using BhTsne.Studies;
using BhTsne.Tests.EndToEnd;
using BhTsne.Tests.Models;
using BhTsne.Tests.Studies;

namespace BhTsne.Tests.Files;

/// <summary>
/// Every open, write, flush and rename fails in turn: the file that was there or the new one is whole, no temporary is left, and the
/// failure is told with the name of the file.
/// </summary>
public sealed class FailingWritesTests
{
    private static readonly TsneInput Points = Samples.Clusters(40, 5);
    private static readonly TsneOptions Quick = ModelCases.Quick with { Iterations = 30, EarlyExaggerationIterations = 10 };
    private static readonly Dictionary<string, string> Identity = new() { ["input"] = "abc" };

    public static TheoryData<string> Outputs => ["map.csv", "map.npy", "plot.html", "plot.svg", "plot.png", "model.bhtsne"];

    /// <summary>Maps, pictures and models, in place of an older file and where there is none.</summary>
    [Theory]
    [MemberData(nameof(Outputs))]
    public void A_file_is_the_old_one_or_the_new_one(string name)
    {
        using TempFiles files = new();
        string file = files[name];
        Embedding map = Samples.Cloud(40, 1, 1);
        TsneModel? model = name == "model.bhtsne" ? ModelCases.Fit(Points, Quick) : null;
        Write();
        byte[] whole = File.ReadAllBytes(file), before = "another file"u8.ToArray();
        foreach (bool exists in new[] { true, false })
        {
            int failed = FailingFiles.Sweep(
                Math.Max(64, whole.Length / 20),
                () =>
                {
                    Restore(exists);
                    Write();
                },
                (fault, thrown) =>
                {
                    Named(thrown, file, fault);
                    Assert.True(File.Exists(file) == exists, fault);
                    Assert.True(!exists || File.ReadAllBytes(file).AsSpan().SequenceEqual(before), fault);
                    Assert.True(files.Names().Length == (exists ? 1 : 0), fault);
                });
            Assert.True(failed >= 8, $"only {failed} calls have failed");
            Assert.Equal(whole, File.ReadAllBytes(file));
        }

        void Restore(bool exists)
        {
            File.Delete(file);
            if (exists)
            {
                File.WriteAllBytes(file, before);
            }
        }

        void Write()
        {
            switch (name)
            {
                case "map.csv" or "map.npy":
                    EmbeddingWriter.Write(file, map);
                    break;
                case "plot.html":
                    AtomicFile.Write(file, stream => HtmlPlot.Write(stream, map));
                    break;
                case "plot.svg":
                    AtomicFile.Write(file, stream => SvgPlot.Write(stream, map));
                    break;
                case "plot.png":
                    AtomicFile.Write(file, stream => PngPlot.Write(stream, map));
                    break;
                default:
                    model!.Save(file);
                    break;
            }
        }
    }

    /// <summary>A limit of the account, on a disk that has space left: the same, with a reason of its own.</summary>
    [Fact]
    public void A_quota_that_is_reached_is_named_and_the_old_file_stays()
    {
        using TempFiles files = new();
        string file = files["map.csv"];
        byte[] before = "another file"u8.ToArray();
        int failed = FailingFiles.Sweep(
            64,
            () =>
            {
                File.WriteAllBytes(file, before);
                EmbeddingWriter.Write(file, Samples.Cloud(40, 1, 1));
            },
            (fault, thrown) =>
            {
                Named(thrown, file, fault, "Disk quota exceeded");
                Assert.Equal(before, File.ReadAllBytes(file));
                Assert.Single(files.Names());
            },
            FailingFiles.QuotaReached);
        Assert.True(failed >= 8, $"only {failed} calls have failed");
    }

    /// <summary>The whole file, then states over the older of two: what can be read goes on to the bits of the run.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_checkpoint_is_that_of_the_last_state_or_of_the_one_before(bool inBackground)
    {
        using TempFiles files = new();
        string file = files["run.checkpoint"];
        int[] whole = Samples.Bits(Tsne.Fit(Points, Quick).Embedding);
        int asked = 0, done = 0;
        List<string> faults = [];
        int failed = FailingFiles.Sweep(
            1 << 14,
            () =>
            {
                asked = done = 0;
                File.Delete(file);
                using TsneRun run = Tsne.Start(Points, Quick);
                for (int part = 0; part < 3; part++)
                {
                    run.Optimize(5);
                    asked = run.Iteration;
                    if (inBackground)
                    {
                        Assert.True(run.TrySaveInBackground(file));
                        run.WaitForSave();
                    }
                    else
                    {
                        run.Save(file);
                    }

                    done = run.Iteration;
                }
            },
            (fault, thrown) =>
            {
                Named(thrown, file, fault);
                faults.Add(fault);
                Assert.True(asked > done, fault);
                Assert.Equal(done == 0 ? [] : ["run.checkpoint"], files.Names());
                if (done > 0)
                {
                    using TsneRun resumed = TsneRun.Load(file, Points);

                    // A state whose flush fails may have reached the disk all the same.
                    Assert.Contains(resumed.Iteration, new[] { done, asked });
                    resumed.Optimize();
                    Assert.Equal(whole, Samples.Bits(resumed.Result.Embedding));
                }
            });
        Assert.True(failed >= 16, $"only {failed} calls have failed");

        // The whole file and two states are brought to the disk.
        Assert.Contains("Flush 3", faults);
        Assert.DoesNotContain("Flush 4", faults);
    }

    /// <summary>A run that could not save a state saves the next one, in the file that it has.</summary>
    [Fact]
    public void After_a_failure_the_next_state_is_saved()
    {
        using TempFiles files = new();
        string file = files["run.checkpoint"];
        using TsneRun run = Tsne.Start(Points, Quick);
        run.Optimize(5);
        run.Save(file);
        for (int nth = 1; nth <= 2; nth++)
        {
            run.Optimize(5);
            FileSystem.Replace(new FailingFiles(FileCall.Write, 1, stays: true, block: 1));
            Assert.Throws<IOException>(() => run.Save(file));
            FileSystem.Replace(null);

            // Of a small run the half that was written may hold the whole state.
            Assert.Contains(Iteration(), new[] { run.Iteration - 5, run.Iteration });
            run.Save(file);
            Assert.Equal(run.Iteration, Iteration());
        }

        int Iteration()
        {
            using TsneRun read = TsneRun.Load(file, Points);
            return read.Iteration;
        }
    }

    /// <summary>Rows are appended: those that were written stay; one that was cut is replaced by the next, however short.</summary>
    [Fact]
    public void Rows_of_a_study_stay_and_one_that_was_cut_is_left_out()
    {
        using TempFiles files = new();
        string file = files["study.csv"];
        StudyRow longer = StudyAdviceTests.Gradient(0.1, 1.0 / 3, 1e-300), shorter = StudyAdviceTests.Outcome(30, -0.25, 0.125);
        if (StudyColumns.Write(longer).Length < StudyColumns.Write(shorter).Length)
        {
            (longer, shorter) = (shorter, longer);
        }

        List<StudyRow> written = [];
        bool isBegun = false;
        int failed = FailingFiles.Sweep(
            1,
            () =>
            {
                File.Delete(file);
                written.Clear();
                isBegun = false;
                using StudyFile study = StudyFile.Create(file, Identity);
                isBegun = true;
                Exception? first = null;
                foreach (StudyRow row in new[] { longer, shorter, longer, shorter })
                {
                    if (Record.Exception(() => study.Add(row)) is { } exception)
                    {
                        first ??= exception;
                    }
                    else
                    {
                        written.Add(row);
                    }
                }

                if (first is not null)
                {
                    throw first;
                }
            },
            (fault, thrown) =>
            {
                Named(thrown, file, fault);
                Assert.Equal(isBegun ? ["study.csv"] : [], files.Names());
                if (isBegun)
                {
                    Assert.Equal(written.Select(StudyColumns.Write), StudyFile.Read(file).Select(StudyColumns.Write));
                    using StudyFile again = StudyFile.Resume(file, Identity);
                    Assert.Equal(written.Count, again.Rows.Count);
                }
            });
        Assert.True(failed >= 16, $"only {failed} calls have failed");
    }

    /// <summary>What a study cannot keep is made again: no failure, a note, and no half file.</summary>
    [Fact]
    public void A_cache_that_cannot_be_written_is_a_note()
    {
        using TempFiles files = new();
        List<string> notes = [];
        int failed = FailingFiles.Sweep(
            256,
            () =>
            {
                Array.ForEach(Directory.GetFiles(files["."]), File.Delete);
                notes.Clear();
                StudyCache cache = new(files["."]) { Note = notes.Add };
                Assert.Equal(80, cache.Map("key", () => Samples.Cloud(40, 1, 1)).Value.Values.Length);
            },
            (fault, thrown) =>
            {
                Assert.True(thrown is null, fault);
                Assert.EndsWith("the study goes on without keeping it.", Assert.Single(notes), StringComparison.Ordinal);
                Assert.Empty(files.Names());
            });
        Assert.True(failed >= 8, $"only {failed} calls have failed");
    }

    private static void Named(Exception? thrown, string file, string fault, string reason = "No space left on device")
    {
        Assert.True(thrown is IOException, $"{fault}: {thrown}");
        Assert.True(thrown.Message.Contains(file, StringComparison.Ordinal), $"{fault}: {thrown.Message}");
        Assert.True(thrown.Message.Contains(reason, StringComparison.Ordinal), $"{fault}: {thrown.Message}");
    }
}
