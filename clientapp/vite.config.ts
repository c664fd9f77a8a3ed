import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// The host stays the page's own: the API refuses a sign-in that seems to come from another site.
const api = { target: process.env['CRM_API'] ?? 'http://localhost:5080', changeOrigin: false };

export default defineConfig({
  plugins: [react()],
  // The server replaces the placeholder with a fresh nonce in every response.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    manifest: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    // Routes fetch all that a page needs at once. What a page opens later mostly has it already, and a list of it would be longer than it is.
    modulePreload: { resolveDependencies: (_file, needed, { hostId, hostType }) => (hostType === 'html' || hostId.includes('routes-') ? needed : needed.filter((file) => file.endsWith('.css'))) },
    // What every page needs, and what records need together, comes in a few chunks: a hundred tiny ones compress badly, and each is a trip on a slow line.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store)\// },
            { name: 'icons', test: /lucide-react/, minShareCount: 4 },
            { name: 'data', test: /@tanstack\/(query-core|react-query|router-core|react-router|history|store|react-store)\// },
            { name: 'list', includeDependenciesRecursively: false, test: /src\/table\/(DataTable|Grid|HeadCell|Cell|columns|filters|FilterBar|ListTools|SearchBox|useRows|useColumns|useCellEdit|listSettings|views\.queries|useListViews|ViewBar|LayoutSwitch|table)\./ },
            { name: 'fields', includeDependenciesRecursively: false, test: /src\/(fields\/(registry|inputs|options|added|tagTones|regions)|table\/(meta|conditions)|ui\/antd\/index)\./ },
            { name: 'shell', includeDependenciesRecursively: false, test: /src\/app\/(Shell|NavGroups|navigation|menus|shortcuts|Page|ViewTabs|shell)\./ },
            { name: 'routes', includeDependenciesRecursively: false, test: /src\/(app\/(root|router|RouteStates)|features\/\w+\/(routes|followUpViews|customerViews|contactViews|timelineSearch)|table\/views)\./ },
            { name: 'steps', includeDependenciesRecursively: false, test: /src\/features\/activities\/(useFollowUpDialogs|followUps\.queries|week|channels)\./ },
            { name: 'moves', includeDependenciesRecursively: false, test: /src\/features\/activities\/(followUpMenu|useFollowUpActions)\./ },
            { name: 'forms', includeDependenciesRecursively: false, test: /src\/(fields\/(FormDrawer|useForm|form\.module|settle|RecordPicker|rules|InlineField|InlineEditor|useSaveRecord)|features\/records\/useAdded)\./ },
            { name: 'ways', includeDependenciesRecursively: false, test: /src\/fields\/(ContactWays|DoNotContact|Preferences|inline\.module)\./ },
            { name: 'record', includeDependenciesRecursively: false, test: /src\/features\/(activities\/(Composer|Timeline|TimelineEntry|Files|timeline\.module|timeline\.queries)|customers\/(Card|NextSteps|customer\.module|customer\.queries|useThreeColumns))\./ },
            { name: 'history', includeDependenciesRecursively: false, test: /src\/features\/history\/\w+\./ },
            { name: (file) => `${/features\/(\w+)/.exec(file)?.[1]}Data`, includeDependenciesRecursively: false, test: /src\/features\/(care|keyAccounts|lifecycle|offers|orders|pool|questionnaires)\/(\w+\.queries|\w+\.module|words|icons|terms|lines|useNames|orderColumns|poolColumns)\./ },
            { name: 'kit', test: /src\/(app\/(preferences|useTitle|Unreachable|address)\.|ui\/(?!Tabs)[A-Za-z]+\.|format\/|fields\/tones|api\/(client|list|problem|query|session)\.)/ },
          ],
        },
      },
    },
  },
  server: { port: 5173, proxy: { '/api': api, '/health': api, '/swagger': api } },
  test: {
    environment: 'jsdom',
    environmentOptions: { jsdom: { url: 'http://localhost/' } },
    setupFiles: 'src/test/setup.ts',
    restoreMocks: true,
    unstubGlobals: true,
    maxWorkers: 2,
    testTimeout: 20_000,
  },
});
