import './mantine.css';
import './desk.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/query-client.js';
import { sessionQuery } from './api/session.js';
import { KeyDeskProvider } from './keys/key-desk.js';
import { router } from './router.js';
import { theme } from './theme.js';

const schemes = localStorageColorSchemeManager({ key: 'usewatch.scheme' });

/** Milliseconds; what is not there by then is shown as on its way. */
const PATIENCE = 150;

/** Draws the page once with all that was asked for while these scripts were read, not first without it. */
async function begin(): Promise<void> {
  void queryClient.prefetchQuery(sessionQuery);
  const asked = async () => {
    await router.load();
    const queries = queryClient.getQueryCache().getAll();
    await Promise.allSettled(queries.map(({ promise }) => promise));
  };
  await Promise.race([asked(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  createRoot(document.getElementById('desk') as HTMLElement).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={schemes}>
        <Notifications position="bottom-right" limit={3} autoClose={8_000} />
        <QueryClientProvider client={queryClient}>
          <KeyDeskProvider>
            <RouterProvider router={router} />
          </KeyDeskProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

void begin();
