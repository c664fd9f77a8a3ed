// One browser serves all stories; two of them at a time keep two cores busy.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
