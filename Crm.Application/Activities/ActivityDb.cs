using Crm.Application.Common;
using Crm.Domain.Activities;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Activities;

/// <summary>The tables of this module.</summary>
internal static class ActivityDb
{
    extension(ICrmDb db)
    {
        public DbSet<Interaction> Interactions => db.Set<Interaction>();

        public DbSet<ServicePlan> ServicePlans => db.Set<ServicePlan>();

        public DbSet<FollowUp> FollowUps => db.Set<FollowUp>();

        public DbSet<FollowUpSeries> FollowUpSeries => db.Set<FollowUpSeries>();

        public DbSet<CalendarFeed> CalendarFeeds => db.Set<CalendarFeed>();

        public DbSet<ReminderChoice> ReminderChoices => db.Set<ReminderChoice>();

        public DbSet<RecentView> RecentViews => db.Set<RecentView>();
    }
}
