namespace BhTsne.Live.Frames;

/// <summary>
/// Frames that are used again and again: fresh arrays of megabytes several times a second would make the garbage collector stop the run.
/// For one thread at a time.
/// </summary>
internal sealed class FramePool
{
    private readonly Stack<Frame> _free = new();

    /// <summary>A frame with one holder.</summary>
    /// <param name="length">Its number of bytes.</param>
    public Frame Take(int length)
    {
        while (_free.TryPop(out Frame? free))
        {
            if (free.Bytes.Length == length)
            {
                free.Holders = 1;
                return free;
            }
        }

        return new Frame(GC.AllocateUninitializedArray<byte>(length)) { Holders = 1 };
    }

    /// <summary>One holder does not need it any more.</summary>
    public void Release(Frame frame)
    {
        if (--frame.Holders == 0)
        {
            _free.Push(frame);
        }
    }
}
