namespace BhTsne.IO.Tests;

public sealed class RealDataTests
{
    [RealDataFact("fashion-mnist")]
    public void Fashion_mnist_train_and_test_are_stacked()
    {
        string folder = Repository.RealData("fashion-mnist");
        Table table = TableReader.Read(
            [Path.Combine(folder, "train-images-idx3-ubyte.gz"), Path.Combine(folder, "t10k-images-idx3-ubyte.gz")]);
        Assert.Equal((70_000, 784), (table.Points.Rows, table.Points.Columns));

        // The mean of the training images that the field normalises with: 0.2860 of the range.
        double sum = 0;
        foreach (float value in table.Points.Values[..(60_000 * 784)])
        {
            sum += value;
        }

        Assert.Equal(0.2860, sum / (60_000 * 784 * 255.0), 4);
        IReadOnlyList<string> labels = LabelReader.Read(Path.Combine(folder, "train-labels-idx1-ubyte.gz"));
        Assert.Equal(60_000, labels.Count);
        Assert.Equal("9", labels[0]);
        Assert.All(labels.CountBy(label => label), count => Assert.Equal(6000, count.Value));
    }

    [RealDataFact("small")]
    public void Digits_and_their_labels_fit()
    {
        string folder = Repository.RealData("small");
        Table table = TableReader.Read(Path.Combine(folder, "digits.npy.gz"));
        Assert.Equal((1797, 64), (table.Points.Rows, table.Points.Columns));
        Assert.Equal([0f, 0f, 5f, 13f, 9f, 1f, 0f, 0f], table.Points.Row(0)[..8].ToArray());
        IReadOnlyList<string> labels = LabelReader.Read(Path.Combine(folder, "digits.labels.npy"));
        Assert.Equal(1797, labels.Count);
        Assert.Equal(["0", "1", "2", "3", "4"], labels.Take(5));
    }

    [RealDataFact("text")]
    public void Words_are_labels_as_they_stand()
    {
        Assert.Equal(100_000, LabelReader.Read(Repository.RealData("text", "glove100d_100k.words.txt")).Count);
    }
}
