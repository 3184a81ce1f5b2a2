{{query}}
