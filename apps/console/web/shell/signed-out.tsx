import { Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { SignInForm } from '../sign-in/sign-in-form.js';

/**
 * Asks for the password again over the page when a session has ended, so that nothing typed is lost.
 */
export function SignedOut() {
  const queries = useQueryClient();
  const [isOut, setOut] = useState(false);
  useEffect(() => {
    const ask = () => setOut(true);
    window.addEventListener('usewatch.signed-out', ask);
    return () => window.removeEventListener('usewatch.signed-out', ask);
  }, []);
  return (
    <Modal opened={isOut} onClose={() => setOut(false)} title="Your session has ended" closeOnClickOutside={false}>
      <p style={{ marginTop: 0 }}>
        Sign in again to go on. The page behind stays as it is, with what you have written.
      </p>
      <SignInForm
        onSignedIn={() => {
          setOut(false);
          void queries.invalidateQueries();
        }}
      />
    </Modal>
  );
}
