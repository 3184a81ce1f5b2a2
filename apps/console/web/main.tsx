import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './desk.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/query-client.js';
import { KeyDeskProvider } from './keys/key-desk.js';
import { router } from './router.js';
import { theme } from './theme.js';

const schemes = localStorageColorSchemeManager({ key: 'usewatch.scheme' });

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
